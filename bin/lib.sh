# What the scripts of this folder share: the place, the packages, the build. Sourced, never run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

build_packages=(ca-certificates gcc git libargon2-dev libc6-dev libpq-dev libsqlite3-dev libssl-dev
    libstdc++-12-dev libxlsxwriter-dev libzip-dev pkg-config tzdata unzip zlib1g-dev)

stop() { printf '%s\n' "$*" >&2; exit 1; }

# Installs what is missing of the named Debian packages, and asks for nothing when all are there.
need_packages() {
    local package missing=() root=()
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
            missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || stop "Ask root to install: ${missing[*]}"
        root=(sudo)
    fi
    "${root[@]}" apt-get update -qq
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

need_swift() {
    local version
    version=$( (swift --version 2>/dev/null || true) |
        sed -nE 's/.*Swift version ([0-9]+\.[0-9]+).*/\1/p')
    [ "$(printf '%s\n' 6.3 "${version:-0}" | sort -V | head -n 1)" = 6.3 ] ||
        stop "Swift 6.3 or later is needed (found: ${version:-none}).
Take it for Debian 12 from swift.org, «Install» → «Linux»: unpack the archive and put its
usr/bin on the PATH. A machine that only runs Headwater needs no Swift: see bin/build --static."
}

# One flag set, so that run and build share their work.
build_release() {
    swift build -c release --static-swift-stdlib --scratch-path .build-release --product headwater
}
