#!/usr/bin/env bash
# Many people with a connection each, on one server and one client process on this machine; by hand, never in CI (which does the
# same with 300).
#   tests/bench-connections.sh [PEOPLE [SECONDS]]       15000 people who stay for 300 s
# Each signs in, opens a chat dialog and joins a room with 29 others; in every room somebody posts, at the beginning and at the
# end, and everybody there has to hear it. Says how long it took and what memory and files the server needed; the exit status is
# 0 only if nobody was refused, lost or not told. Both processes need a file for each connection (ulimit -n).
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 2
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
export PCHAT_CONNECTIONS="${1:-15000}" PCHAT_HOLD="${2:-300}"
if [ "$(ulimit -n)" != unlimited ] && [ "$(ulimit -n)" -lt $((PCHAT_CONNECTIONS + 500)) ]; then
    echo "$PCHAT_CONNECTIONS connections need more open files than $(ulimit -n) (ulimit -n)" >&2
    exit 2
fi

log=$(mktemp "${TMPDIR:-/tmp}/pchat-connections-XXXXXX")
dotnet test tests/PersistentChat.Server.Tests -c Release --logger "console;verbosity=detailed" \
    --filter "Name=Everybody_signs_in_joins_hears_and_stays" >"$log" 2>&1
status=$?
grep -o 'connections: .*' "$log" | awk '!seen[$0]++'
if [ "$status" -eq 0 ]; then
    rm -f "$log"
else
    cat "$log"
    echo "kept: $log"
fi
exit "$status"
