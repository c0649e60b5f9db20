# What the scripts of this folder share: the place, the packages, the build. Sourced, never run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

build_packages=(ca-certificates gcc git libargon2-dev libc6-dev libpq-dev libsqlite3-dev libssl-dev
    libstdc++-12-dev libxlsxwriter-dev libzip-dev pkg-config tzdata unzip zlib1g-dev)

stop() { printf '%s\n' "$*" >&2; exit 1; }

# The first port from the given one on at which nobody listens.
free_port() {
    local port=$1
    while (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do port=$((port + 1)); done
    echo "$port"
}

# Installs what is missing of the named Debian packages, and asks for nothing when all are there.
need_packages() {
    local package missing=() root=
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
            missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    [ "$(id -u)" -eq 0 ] || root=$(command -v sudo) || stop "Ask root to install: ${missing[*]}"
    $root apt-get update -qq
    $root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

need_swift() {
    (swift --version 2>/dev/null || true) | grep -qE 'Swift version (6\.([3-9]|[1-9][0-9])|[7-9])' ||
        stop "Swift 6.3 or later is needed. Take it for Debian 12 from swift.org, «Install» → «Linux»:
unpack the archive and put its usr/bin on the PATH. A machine that only runs Headwater needs no
Swift: see bin/build --static."
}

# One flag set, so that run and build share their work.
build_release() {
    swift build -c release --static-swift-stdlib --scratch-path .build-release --product headwater
}
