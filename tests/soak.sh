#!/usr/bin/env bash
# The crash tests for long: kills ROUNDS times (200) while a crowd posts, on one data folder. Needs nobody to watch it: a line for
# every round, here and at the end of a file.
#   tests/soak.sh [ROUNDS [SEED [WHAT [FILE]]]]
# The seed decides who posts where, how long each life is and what is killed; which post is under way then is the machine's.
# WHAT is one of these, or all of them:
#   server    the chat server alone, posts as fast as they are answered; only the chat database and the record are looked at
#   embedded  the same at a walking pace, and the XML archive too
#   broker    server, worker, RabbitMQ and PostgreSQL, one of them each time, and the XML archive
# FILE is pchat-soak-SEED.txt in the folder for temporary files unless another is named. How to read the last line of each:
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
what=${3:-all}
file=${4:-${TMPDIR:-/tmp}/pchat-soak-$PCHAT_CRASH_SEED.txt}

# soak NAME TEST: runs one test, says what it says.
soak() {
    local log started=$SECONDS status result
    log=$(mktemp "${TMPDIR:-/tmp}/pchat-soak-XXXXXX")
    dotnet test tests/PersistentChat.Server.Tests -c Release --no-build --logger "console;verbosity=detailed" --filter "Name=$2" 2>&1 |
        tee "$log" | grep --line-buffered -E '^ *(crash|chain): .* round=' | tee -a "$file"
    status=${PIPESTATUS[0]}
    result=$(grep -m1 -E '^ *(crash|chain): .* missing=' "$log")
    if [ "$status" -eq 0 ] && [ -n "$result" ]; then
        rm -f "$log"
    else
        status=1
        cat "$log"
        echo "kept: $log" | tee -a "$file"
    fi
    echo "${result:-$1: rounds=$PCHAT_CRASH_ROUNDS seed=$PCHAT_CRASH_SEED did not get to its end} seconds=$((SECONDS - started))" | tee -a "$file"
    return "$status"
}

server() { soak server Nothing_acknowledged_is_lost_or_doubled_whenever_the_server_is_killed; }
embedded() { soak embedded Embedded_everything_acknowledged_is_in_record_and_archive_once_whenever_the_server_is_killed; }
broker() { soak broker With_a_broker_everything_acknowledged_is_in_record_and_archive_once_whichever_part_is_killed; }

case $what in
server | embedded | broker) shapes=$what ;;
all) shapes="server embedded broker" ;;
*)
    echo "server, embedded, broker or all, not $what" >&2
    exit 2
    ;;
esac
dotnet build tests/PersistentChat.Server.Tests -c Release -v quiet || exit 2
echo "results go to $file"
failed=0
for shape in $shapes; do
    "$shape" || failed=1
done
exit "$failed"
