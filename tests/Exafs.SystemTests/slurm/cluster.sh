#!/bin/sh
# A cluster of one node that lives as long as this script, by Debian's slurmctld and slurmd: FOLDER CONFIG OUTPUT SHARES.
# The words of the README: shares as an array, then the job that joins them. Ends as that one does.
set -eu
here=$1 config=$2 output=$3 shares=$4
host=$(hostname -s) port=$((20000 + $$ % 20000))
mkdir -p "$here/state" "$here/spool"
cat >"$here/slurm.conf" <<CONF
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$port
SlurmdPort=$((port + 1))
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
AuthType=auth/none
CredType=cred/none
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerType=sched/builtin
SchedulerParameters=batch_sched_delay=0,sched_interval=1,sched_min_interval=0
StateSaveLocation=$here/state
SlurmdSpoolDir=$here/spool
SlurmctldPidFile=$here/slurmctld.pid
SlurmdPidFile=$here/slurmd.pid
SlurmctldLogFile=$here/slurmctld.log
SlurmdLogFile=$here/slurmd.log
SlurmdParameters=config_overrides
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
NodeName=$host NodeAddr=127.0.0.1 CPUs=2 RealMemory=1000 State=UNKNOWN
PartitionName=all Nodes=$host Default=YES MaxTime=INFINITE State=UP
CONF
export SLURM_CONF=$here/slurm.conf
slurmctld -D >"$here/slurmctld.out" 2>&1 &
controller=$!
slurmd -D >"$here/slurmd.out" 2>&1 &
node=$!
trap 'kill $node $controller 2>/dev/null; wait' EXIT
for _ in $(seq 300); do
  sinfo -h -o %T 2>/dev/null | grep -q idle && break
  sleep 0.1
done
sinfo
job=$(sbatch --parsable --array="1-$shares" --output="$here/share-%a.log" config/slurm/simulate.sbatch "$config" "$output")
merge=$(sbatch --parsable --dependency="afterok:$job" --kill-on-invalid-dep=yes --output="$here/merge.log" config/slurm/simulate.sbatch "$config" "$output")
# sbatch --wait would look less and less often.
state=PENDING
while case $state in PENDING | RUNNING | COMPLETING | CONFIGURING) true ;; *) false ;; esac; do
  sleep 0.2
  state=$(scontrol -o show job "$merge" | sed -n 's/.*JobState=\([A-Z_]*\).*/\1/p')
done
cat "$here"/share-*.log "$here/merge.log" 2>/dev/null || true
echo "merge: $state"
[ "$state" = COMPLETED ]
