namespace Exafs.Lab.Detect;

/// <summary>One setting of one detector: how late it is, and how often it is wrong.</summary>
/// <param name="Detector">changes, threshold on R1, CUSUM on R1.</param>
/// <param name="Setting">What was set.</param>
/// <param name="MedianDelayScans">From 10 % transformed; an alarm before the first per cent is a false one.</param>
/// <param name="Missed">Transitions without an alarm until 40 scans after their end.</param>
/// <param name="FalseAlarms">In heating runs before the transition, and in runs where nothing happens.</param>
/// <param name="FalseAlarmsPerThousandScans">The same, of the scans in which an alarm would be one.</param>
public sealed record DelayPoint(string Detector, string Setting, double MedianDelayScans, int Missed, int FalseAlarms, double FalseAlarmsPerThousandScans);
