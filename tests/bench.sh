#!/usr/bin/env bash
# Repeats lines of the tables in docs/performance.md; by hand, on a calm machine, never in CI.
#   tests/bench.sh [OPTION…] [PROFILE…] [-- OPTION…]   publishes the server as it is shipped, starts one for each, loads it, prints
#                                                      the medians; without a profile all of them (an hour); behind "--": options of
#                                                      the load tool's "run"
#       --passes N                 so many runs of each, in turn (1)
#       --engine Sqlite|PostgreSql what the server keeps everything in (Sqlite); PostgreSQL is a private one on loopback
#       --compliance On|Off        whether it records everything (Off)
#       --out FILE                 where the results are added, a line of JSON each (a new file)
#       --no-build                 takes what has been built before
#   tests/bench.sh profiles        the profiles
#   tests/bench.sh peers [OPTION…] side by side with ejabberd and the mock, five alternating passes: the harness that BENCH_HARNESS
#                                  names (its folder) with tests/bench-server.sh; options are its own
#   tests/bench.sh micro [OPTION…] the micro-benchmarks; options are BenchmarkDotNet's, such as --filter '*Encode*'
#   tests/bench.sh rooms [SCALE]   a pool of the size of the original's sample deployment in one process: start, decisions, searches,
#                                  joins; 1 is all of it, 10 a tenth
#   tests/bench.sh export [EVENTS] a record of so many events (1000000), exported by every adapter
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

build() { # PROJECT…
    local project
    for project in "$@"; do dotnet build "$project" -c Release --verbosity quiet; done
}
published=artifacts/server
publish() { dotnet publish src/PersistentChat.Server -c Release -o "$published" --verbosity quiet; }
load() { dotnet tests/PersistentChat.Load/bin/Release/net10.0/pchat-load.dll "$@"; }
records() { dotnet tests/PersistentChat.Compliance.Tests/bin/Release/net10.0/PersistentChat.Compliance.Tests.dll "$@"; }
fail() { echo "$*" >&2; exit 2; }

folder=$(mktemp -d "${TMPDIR:-/tmp}/pchat-bench-XXXXXX")
postgres=
clean_up() {
    if [ -n "$postgres" ]; then kill -INT "$postgres" && wait "$postgres" || true; fi
    rm -rf "$folder"
}
trap clean_up EXIT

# PostgreSQL refuses root; its own account gets a folder of its own. Sets postgres (process), port.
as_postgres=()
if [ "$(id -u)" -eq 0 ]; then as_postgres=(setpriv --reuid=postgres --regid=postgres --clear-groups --); fi
start_postgres() {
    local programs data=$folder/postgres
    programs=$(find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin | sort -V | tail -1)
    [ -n "$programs" ] || fail "PostgreSQL is not installed"
    chmod 755 "$folder"
    mkdir "$data"
    if [ "$(id -u)" -eq 0 ]; then chown postgres "$data"; fi
    "${as_postgres[@]}" "$programs/initdb" -D "$data/db" -U postgres -A trust -E UTF8 --locale=C >/dev/null
    port=$((15000 + RANDOM % 15000))
    "${as_postgres[@]}" "$programs/postgres" -D "$data/db" -p "$port" -k "$data" -c listen_addresses=127.0.0.1 \
        -c shared_buffers=256MB -c max_wal_size=4GB >"$data/log" 2>&1 &
    postgres=$!
    for _ in $(seq 600); do
        if "$programs/psql" -h 127.0.0.1 -p "$port" -U postgres -qAtc 'select 1' >/dev/null 2>&1; then return; fi
        kill -0 "$postgres" 2>/dev/null || break
        sleep 0.1
    done
    cat "$data/log" >&2
    fail "PostgreSQL does not start"
}

# A database for each run; its server counts as part of ours. Adds to options.
use_postgres() { # NAME
    local database kind
    for kind in chat compliance; do
        database="$1_$kind"
        psql -h 127.0.0.1 -p "$port" -U postgres -qc "create database $database"
        local connection="Host=127.0.0.1;Port=$port;Username=postgres;Database=$database"
        if [ "$kind" = chat ]; then
            options+=(--set Store:Provider=PostgreSql --set "Store:ConnectionString=$connection")
        else
            options+=(--set Compliance:Store:Provider=PostgreSql --set "Compliance:Store:ConnectionString=$connection")
        fi
    done
    options+=(--pid "$postgres")
}

run_profiles() { # OPTION… PROFILE… [-- OPTION…]
    local passes=1 engine=Sqlite compliance=Off out='' has_built= profiles=() more=() pass profile status=0
    while [ $# -gt 0 ]; do
        case $1 in
        --passes) passes=$2; shift ;;
        --engine) engine=$2; shift ;;
        --compliance) compliance=$2; shift ;;
        --out) out=$2; shift ;;
        --no-build) has_built=yes ;;
        --) shift; more=("$@"); break ;;
        -*) sed -n '2,17s/^# \{0,1\}//p' "$0"; exit 2 ;;
        *) profiles+=("$1") ;;
        esac
        shift
    done
    case $engine in Sqlite | PostgreSql) ;; *) fail "--engine is Sqlite or PostgreSql" ;; esac
    [ -n "$out" ] || out=$(mktemp "${TMPDIR:-/tmp}/pchat-results-XXXXXX")
    if [ -z "$has_built" ]; then
        publish
        build tests/PersistentChat.Load
    fi
    if [ ${#profiles[@]} -eq 0 ]; then mapfile -t profiles < <(load profiles | cut -d' ' -f1); fi
    if [ "$engine" = PostgreSql ]; then start_postgres; fi

    # A file for each connection, here and in the server.
    ulimit -n "$(ulimit -Hn)"
    for ((pass = 1; pass <= passes; pass++)); do
        for profile in "${profiles[@]}"; do
            local options=(--set "Compliance:Mode=$compliance")
            if [ "$engine" = PostgreSql ]; then use_postgres "${profile//-/_}_$pass"; fi
            load run --profile "$profile" --build "$published" --json "$out" --label "$engine, compliance $compliance" "${options[@]}" "${more[@]}" || status=1
        done
    done
    echo
    load table "$out"
    echo "results: $out"
    return "$status"
}

case ${1:-} in
profiles)
    build tests/PersistentChat.Load
    load profiles
    ;;
peers)
    shift
    [ -x "${BENCH_HARNESS:-}/compare.sh" ] || fail "BENCH_HARNESS does not name the folder of the harness (compare.sh)"
    publish
    "$BENCH_HARNESS/compare.sh" --full --passes 5 --servers ejabberd-pg,xccos-mock,ours --ours "$PWD/tests/bench-server.sh" "$@"
    ;;
micro)
    shift
    build tests/PersistentChat.Benchmarks
    if [ $# -eq 0 ]; then set -- --filter '*'; fi
    dotnet tests/PersistentChat.Benchmarks/bin/Release/net10.0/PersistentChat.Benchmarks.dll "$@"
    ;;
rooms)
    PCHAT_SAMPLE_SCALE=${2:-1} dotnet test tests/PersistentChat.Rooms.Tests -c Release --filter FullyQualifiedName~SampleDeployment \
        --logger "console;verbosity=detailed"
    ;;
export)
    build tests/PersistentChat.Compliance.Tests
    database="Data Source=$folder/mgccomp.db"
    echo "record, ${2:-1000000} events"
    records record Sqlite "$database" "${2:-1000000}"
    for type in Xml Actiance Eml Csv JsonLines; do
        echo "$type"
        records export Sqlite "$database" "$folder/$type" "$type"
        du -sh "$folder/$type/archive" | cut -f1
        rm -rf "${folder:?}/$type"
    done
    ;;
*) run_profiles "$@" ;;
esac
