#!/bin/sh
# Fetches what the browser tests and the spreadsheet tests need, where it can: on Debian, as root.
# Elsewhere it says which tests will be skipped and how to have them. It never fails: under
# CI=true a test whose program is missing fails by itself (tests/conftest.py).
set -u

found() {
    for name in "$@"; do
        command -v "$name" >/dev/null 2>&1 && return 0
    done
    return 1
}

wanted=""
found chromium chromium-browser google-chrome || wanted="$wanted chromium"
found soffice libreoffice || wanted="$wanted libreoffice-calc-nogui"

debian=no
# shellcheck disable=SC1091
[ -r /etc/os-release ] && [ "$(. /etc/os-release && echo "${ID:-}")" = debian ] && debian=yes
if [ "$debian" = yes ]; then
    # Without the fonts Chromium draws text and emoji in whatever it finds, and pages change
    # width; without libatomic1 the Node.js inside Playwright does not start on a small Debian.
    for package in fonts-liberation fonts-noto-color-emoji libatomic1; do
        dpkg -s "$package" >/dev/null 2>&1 || wanted="$wanted $package"
    done
fi

[ -z "$wanted" ] && exit 0

if [ "$debian" = yes ] && [ "$(id -u)" = 0 ] && found apt-get; then
    echo "Installing for the tests:$wanted"
    export DEBIAN_FRONTEND=noninteractive
    log=$(mktemp)
    apt-get update -qq >"$log" 2>&1 || cat "$log"
    for package in $wanted; do
        # One at a time, so that one that cannot be had does not keep out the others.
        if ! apt-get install -y -qq --no-install-recommends "$package" >"$log" 2>&1; then
            echo "Could not install $package:"
            tail -n 5 "$log"
        fi
    done
    rm -f "$log"
else
    echo "Not on this machine:$wanted"
    if [ "$debian" = yes ]; then
        echo "To have them: sudo apt-get install$wanted"
    fi
fi

found chromium chromium-browser google-chrome ||
    echo "No Chromium: the tests in a browser are skipped."
found soffice libreoffice ||
    echo "No LibreOffice: the tests that open an export in a spreadsheet are skipped."
exit 0
