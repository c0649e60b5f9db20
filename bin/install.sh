#!/usr/bin/env bash
# Installs Headwater from this archive into a folder (/opt/headwater). Needs no network.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
to=${1:-/opt/headwater}

missing=$(ldd "$here/headwater" | awk '/not found/ {print $1}')
if [ -n "$missing" ]; then
    echo "These libraries are missing: $missing" >&2
    echo "Debian 12 has them in libargon2-1 libpq5 libsqlite3-0 libssl3 libstdc++6" >&2
    echo "libxlsxwriter4 libzip4 zlib1g. Without a network: bring the .deb files, dpkg -i." >&2
    exit 1
fi

mkdir -p "$to/data/assets" "$to/Cities"
# The binary is put in place by a rename: a server that runs keeps the one it started with.
cp "$here/headwater" "$to/headwater.new" && mv "$to/headwater.new" "$to/headwater"
cp "$here"/assets/* "$to/data/assets/"
cp "$here/LICENSE" "$here/third-party.md" "$to/"
# A city folder that stands was perhaps changed by the city's own people: it stays.
for city in "$here"/Cities/*/; do
    [ -e "$to/Cities/$(basename "$city")" ] || cp -r "$city" "$to/Cities/"
done

cat <<EOF
Headwater stands in $to. The data will be in $to/data. Try it with the sample city:
  cd $to
  ./headwater sample --city Cities/sample --data data --passwords data/sample-passwords.txt
  ./headwater serve --city Cities/sample --data data --port 8080
Let a reverse proxy with TLS stand in front of 127.0.0.1:8080.
EOF
