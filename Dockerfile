# The daemon and the command line in a container.
#   docker build -t exafs-monitor .                      managed inference; no libtorch
#   docker build -t exafs-monitor:cuda --target cuda .   also torch:cuda:0, with the package TorchSharp and its libtorch for CUDA 12.8
# STAND_INS=false takes NetMQ, MessagePack and InfluxDB.Client from the registry instead of src/StandIns.
ARG STAND_INS=true

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS source
ARG STAND_INS
ENV StandIns=$STAND_INS
WORKDIR /source
COPY . .

FROM source AS build-cpu
RUN tools/publish /image

FROM mcr.microsoft.com/dotnet/aspnet:10.0 AS cpu
ARG STAND_INS
RUN if [ "$STAND_INS" != false ]; then \
      apt-get update && apt-get install -y --no-install-recommends libzmq5 && rm -rf /var/lib/apt/lists/*; \
    fi \
 && groupadd --gid 8650 exafs-stream \
 && useradd --uid 8650 --gid 8650 --no-create-home --home-dir /var/lib/exafs-stream --shell /usr/sbin/nologin exafs-stream \
 && install -d -o 8650 -g 8650 -m 0750 /var/lib/exafs-stream
COPY --from=build-cpu /image /
LABEL org.opencontainers.image.title="exafs-monitor" \
      org.opencontainers.image.description="Real-time EXAFS: scans from ZeroMQ to structures and changes" \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.documentation="README.md" \
      org.opencontainers.image.base.name="mcr.microsoft.com/dotnet/aspnet:10.0"
ENV DOTNET_EnableDiagnostics=0 HOME=/var/lib/exafs-stream
USER 8650:8650
WORKDIR /var/lib/exafs-stream
VOLUME /var/lib/exafs-stream
# /metrics, /healthz, /livez, /readyz: where http.listen is 0.0.0.0:8650 instead of the default, this machine alone.
EXPOSE 8650
# Intake stops, what came in is written (shutdown.drain_seconds, 30): give it docker stop --time 60.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 CMD ["exafs-monitor", "--config", "/etc/exafs-stream/monitor.json", "--health"]
ENTRYPOINT ["exafs-monitor"]
CMD ["--config", "/etc/exafs-stream/monitor.json", "--view", "log"]

FROM source AS build-cuda
RUN tools/publish /image --self-contained --torch TorchSharp-cuda-linux

# The package's native library wants the libstdc++ of Ubuntu 24.04 or Debian 13; CUDA's own libraries come with libtorch.
FROM nvidia/cuda:12.8.1-base-ubuntu24.04 AS cuda
ARG STAND_INS
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates libgomp1 libssl3t64 libstdc++6 $([ "$STAND_INS" = false ] || echo libzmq5) \
 && rm -rf /var/lib/apt/lists/* \
 && groupadd --gid 8650 exafs-stream \
 && useradd --uid 8650 --gid 8650 --no-create-home --home-dir /var/lib/exafs-stream --shell /usr/sbin/nologin exafs-stream \
 && install -d -o 8650 -g 8650 -m 0750 /var/lib/exafs-stream
COPY --from=build-cuda /image /
LABEL org.opencontainers.image.title="exafs-monitor (CUDA)" \
      org.opencontainers.image.description="Real-time EXAFS: scans from ZeroMQ to structures and changes" \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.documentation="README.md" \
      org.opencontainers.image.base.name="nvidia/cuda:12.8.1-base-ubuntu24.04"
ENV DOTNET_EnableDiagnostics=0 HOME=/var/lib/exafs-stream NVIDIA_VISIBLE_DEVICES=all NVIDIA_DRIVER_CAPABILITIES=compute,utility
USER 8650:8650
WORKDIR /var/lib/exafs-stream
VOLUME /var/lib/exafs-stream
EXPOSE 8650
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=120s --retries=3 CMD ["exafs-monitor", "--config", "/etc/exafs-stream/monitor.json", "--health"]
ENTRYPOINT ["exafs-monitor"]
CMD ["--config", "/etc/exafs-stream/monitor.json", "--view", "log"]

# The default.
FROM cpu
