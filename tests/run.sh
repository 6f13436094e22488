#!/usr/bin/env bash
# Everything: installs what the tests need (Debian packages), builds with warnings as errors, runs every test.
# The last line is "N passed, N failed"; the exit status is 0 only if nothing failed.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 2
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

give_up() {
    echo "$*" >&2
    echo "0 passed, 1 failed"
    exit 1
}

# The real client (pidgin-sipe, with what its driver is built from), strace, which shows fdatasync before the echo, SIPp, another
# NTLM than ours, and a KDC (kadmin.local is in the package of the admin server).
packages=(pidgin-sipe libpurple-dev libglib2.0-dev pkg-config gcc make libc6-dev strace sip-tester)
packages+=(gss-ntlmssp krb5-kdc krb5-admin-server)
# Private instances of these are started on loopback by the tests of the compliance database and of the broker.
packages+=(postgresql rabbitmq-server)
# Checks of what cannot run here: SQL Server's scripts, containers.
packages+=(sqlfluff docker-compose)
# The pages in a real browser.
packages+=(chromium-headless-shell)
# Node for SIP.js, from wherever it is; Debian's if there is none.
{ command -v node && command -v npm; } >/dev/null || packages+=(nodejs npm)
missing=()
for package in "${packages[@]}"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
    as_root=()
    [ "$(id -u)" -eq 0 ] || as_root=(sudo)
    echo "installing ${missing[*]}"
    "${as_root[@]}" apt-get update -qq || give_up "apt-get update failed"
    DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" \
        >/dev/null || give_up "these packages could not be installed: ${missing[*]}"
fi
make --no-print-directory -C tests/clients/sipe || give_up "the driver of the real client does not build"

dotnet build PersistentChat.sln -c Release || give_up "the build failed"

results=$(mktemp -d "${TMPDIR:-/tmp}/pchat-results-XXXXXX")
trap 'rm -rf "$results"' EXIT
passed=0 failed=0
for project in tests/*.Tests; do
    name=$(basename "$project")
    dotnet test "$project" -c Release --no-build --logger "trx;LogFileName=$name.trx" --results-directory "$results"
    status=$?
    # <Counters total="3" executed="3" passed="3" failed="0" …/>: what did not run has not passed
    counters=$(grep -o '<Counters [^>]*' "$results/$name.trx" 2>/dev/null)
    total=$(grep -o ' total="[0-9]*' <<<"$counters" | grep -o '[0-9]*$')
    good=$(grep -o ' passed="[0-9]*' <<<"$counters" | grep -o '[0-9]*$')
    bad=$((${total:-0} - ${good:-0}))
    if [ "$bad" -eq 0 ] && { [ "$status" -ne 0 ] || [ "${total:-0}" -eq 0 ]; }; then
        bad=1
    fi
    passed=$((passed + ${good:-0}))
    failed=$((failed + bad))
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
