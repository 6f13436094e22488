#!/usr/bin/env bash
# The crash tests for long: kills ROUNDS times (200) while a crowd posts, on one data folder.
#   tests/soak.sh [ROUNDS [SEED [WHAT]]]
# The seed decides who posts where, how long each life is and what is killed; which post is under way then is the machine's.
# WHAT is one of these, or all of them:
#   server    the chat server alone, posts as fast as they are answered; only the chat database and the record are looked at
#   embedded  the same at a walking pace, and the XML archive too
#   broker    server, worker, RabbitMQ and PostgreSQL, one of them each time, and the XML archive
# How to read the last line of each:
#   sent          posts that left a client
#   answered      those for which SIP said 200; refused: those for which it said anything else
#   echoed        those that came back to their author with a number
#   acknowledged  answered, or heard by anybody: these must be stored, recorded and archived
#   stored        rows at the end; more than acknowledged, since the last posts of a life may be stored and not told
#   events        compliance events, one per stored post and the comings and goings; archived: those in the archive
#   missing, doubled, problems   must be 0; what they are is said above, with the folder that was kept
# The exit status is 0 only then.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 2
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
export PCHAT_CRASH_ROUNDS="${1:-200}" PCHAT_CRASH_SEED="${2:-$((RANDOM * 32768 + RANDOM))}"

# soak NAME TEST: runs one test, prints its last line.
soak() {
    local log started=$SECONDS status result
    log=$(mktemp "${TMPDIR:-/tmp}/pchat-soak-XXXXXX")
    dotnet test tests/PersistentChat.Server.Tests -c Release -p:Soak=true --logger "console;verbosity=detailed" --filter "Name=$2" >"$log" 2>&1
    status=$?
    result=$(grep -m1 -E '^ *(crash|chain): .* missing=' "$log")
    if [ "$status" -eq 0 ] && [ -n "$result" ]; then
        rm -f "$log"
    else
        status=1
        cat "$log"
        echo "kept: $log"
    fi
    echo "${result:-$1: rounds=$PCHAT_CRASH_ROUNDS seed=$PCHAT_CRASH_SEED did not get to its end} seconds=$((SECONDS - started))"
    return "$status"
}

case "${3:-all}" in
server) soak server Nothing_acknowledged_is_lost_or_doubled_whenever_the_server_is_killed ;;
embedded) soak embedded Embedded_everything_acknowledged_is_in_record_and_archive_once_whenever_the_server_is_killed ;;
broker) soak broker With_a_broker_everything_acknowledged_is_in_record_and_archive_once_whichever_part_is_killed ;;
all)
    failed=0
    for what in server embedded broker; do
        bash tests/soak.sh "$PCHAT_CRASH_ROUNDS" "$PCHAT_CRASH_SEED" "$what" || failed=1
    done
    exit "$failed"
    ;;
*)
    echo "server, embedded, broker or all, not $3" >&2
    exit 2
    ;;
esac
