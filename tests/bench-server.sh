#!/usr/bin/env bash
# The server as something to measure, as it is shipped; by hand, never in CI.
#   bench-server.sh prepare DIR USERS   make DIR a data folder with people u0 … u(USERS-1) and the rooms the load generator uses
#   bench-server.sh start DIR PORT      exec the server on DIR, SIP over TCP on 127.0.0.1:PORT, in the foreground; COMPLIANCE=On records what happens
# Rooms are open and named by number; GUID = 00000000-0000-4000-8000- and the number as twelve hexadecimal digits.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
published=$root/artifacts/server
server=$published/PersistentChat.Server.dll
[ -f "$server" ] || dotnet publish "$root/src/PersistentChat.Server" -c Release -o "$published" -v quiet -nologo >&2

seed() { # USERS
    local i room separator=
    echo '{ "categories": [ { "name": "Bench" } ], "people": ['
    for ((i = 0; i < $1; i++)); do
        printf '%s{"uri":"sip:u%d@example.com","displayName":"u%d"}\n' "$separator" "$i" "$i"
        separator=,
    done
    echo '], "rooms": ['
    separator=
    for room in {2000..2199} {3000..3199} 4000 {5000..5039} 10100 10500 11000 12000; do
        printf '%s{"id":"00000000-0000-4000-8000-%012x","name":"room %d","category":"Bench","privacy":"Open"}\n' \
            "$separator" "$room" "$room"
        separator=,
    done
    echo '] }'
}

case ${1:-} in
prepare)
    file=$(mktemp)
    trap 'rm -f "$file"' EXIT
    seed "$3" >"$file"
    coproc SERVER { exec dotnet "$server" --data "$2" --sip 127.0.0.1:0 --web "" --seed "$file" 2>/dev/null; }
    pid=$SERVER_PID
    IFS= read -r line <&"${SERVER[0]}"
    echo "$line" >&2
    kill "$pid"
    wait "$pid"
    ;;
start)
    exec dotnet "$server" --data "$2" --sip "127.0.0.1:$3" --web "" --set Logging:LogLevel:Default=Warning \
        --set Pool:PoolUser=ma-chat --set Compliance:Mode="${COMPLIANCE:-Off}"
    ;;
*)
    sed -n '2,5s/^# //p' "$0"
    exit 2
    ;;
esac
