using System.Globalization;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static readonly Device CPU = new(DeviceType.CPU);

    public static Device CUDA => device(DeviceType.CUDA);

    public static Device device(string description) => InitializeDevice(new Device(description));
    public static Device device(string deviceType, int index = -1) => InitializeDevice(new Device(deviceType, index));
    public static Device device(DeviceType deviceType, int index = -1) => InitializeDevice(new Device(deviceType, index));
    public static Device device(int index) => new(index);

    public static Device InitializeDevice(Device? device) => device is not { type: DeviceType.CUDA } || cuda.is_available()
        ? device ?? CPU
        : throw new InvalidOperationException($"Torch device type {device.type} did not initialise on the current machine: this libtorch sees none.");

    /// <summary>Where a tensor lies: "cpu", "cuda" or "cuda:0".</summary>
    public class Device
    {
        public Device(string description)
        {
            string[] parts = description.Split(':');
            type = Enum.Parse<DeviceType>(parts[0].ToUpperInvariant());
            if (parts.Length == 2)
                index = int.Parse(parts[1], CultureInfo.InvariantCulture);
        }

        public Device(string deviceType, int index = -1) : this(Enum.Parse<DeviceType>(deviceType.ToUpperInvariant()), index) { }

        public Device(DeviceType deviceType, int index = -1) => (type, this.index) = (deviceType, index);

        /// <summary>The CUDA device of that number.</summary>
        public Device(int index) : this(DeviceType.CUDA, index) { }

        public DeviceType type { get; }
        public int index { get; } = -1;

        public override string ToString()
        {
            string name = type.ToString().ToLowerInvariant();
            return type == DeviceType.CPU || index == -1 ? name : $"{name}:{index}";
        }

        public static implicit operator Device(string description) => new(description);
    }

    /// <summary>What there is of CUDA.</summary>
    public static class cuda
    {
        public static bool is_available() => Shim.ts_cuda_is_available();
        public static int device_count() => Shim.ts_cuda_device_count();

        /// <summary>Waits until the device has done what was asked of it.</summary>
        public static void synchronize(Device? device = null) => Shim.Check(Shim.ts_cuda_synchronize(device?.index ?? -1) < 0);
    }

    public static bool cuda_is_available() => cuda.is_available();
}
