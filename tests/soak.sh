#!/usr/bin/env bash
# The crash test for long: kills the server ROUNDS times (200) while a crowd posts, on one data folder.
#   tests/soak.sh [ROUNDS [SEED]]
# The seed decides who posts where and how long each server lives; which post is under way when it dies is the machine's.
# How to read the last line:
#   sent          posts that left a client
#   answered      those for which SIP said 200; refused: those for which it said anything else
#   echoed        those that came back to their author with a number
#   acknowledged  answered, or heard by anybody: these must be stored
#   stored        rows at the end; more than acknowledged, since the last posts of a life may be stored and not told
#   events        compliance events, one per stored post and the comings and goings
#   missing, doubled, problems   must be 0; what they are is said above, with the folder that was kept
# The exit status is 0 only then.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 2
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
export PCHAT_CRASH_ROUNDS="${1:-200}" PCHAT_CRASH_SEED="${2:-$((RANDOM * 32768 + RANDOM))}"

log=$(mktemp "${TMPDIR:-/tmp}/pchat-soak-XXXXXX")
started=$SECONDS
dotnet test tests/PersistentChat.Server.Tests -c Release --logger "console;verbosity=detailed" \
    --filter "Name=Nothing_acknowledged_is_lost_or_doubled_whenever_the_server_is_killed" >"$log" 2>&1
status=$?
result=$(grep -m1 '^ *crash: .* stored=' "$log")
if [ "$status" -eq 0 ] && [ -n "$result" ]; then
    rm -f "$log"
else
    status=1
    cat "$log"
    echo "kept: $log"
fi
echo "${result:-crash: rounds=$PCHAT_CRASH_ROUNDS seed=$PCHAT_CRASH_SEED did not get to its end} seconds=$((SECONDS - started))"
exit "$status"
