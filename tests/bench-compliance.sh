#!/usr/bin/env bash
# By hand, on a calm machine: how fast relay and recorder are beside the journal, in the same run, embedded and with a broker
# (RabbitMQ, the worker and PostgreSQL on this machine too).
#   tests/bench-compliance.sh [EVENTS]       100000 of them
# A line for each shape: posts that the journal writes per second, events that get from its outbox into the record per second, the CPU
# of each (of server and worker; broker and database not counted), and how many times as fast the way is as the journal.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 2
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
export PCHAT_BENCH_POSTS="${1:-100000}"

log=$(mktemp "${TMPDIR:-/tmp}/pchat-compliance-XXXXXX")
dotnet test tests/PersistentChat.Server.Tests -c Release --logger "console;verbosity=detailed" \
    --filter "Name~all_that_the_journal_wrote_gets_into_the_record" >"$log" 2>&1
status=$?
grep -o 'relay: .*' "$log"
if [ "$status" -eq 0 ]; then
    rm -f "$log"
else
    cat "$log"
    echo "kept: $log"
fi
exit "$status"
