#!/bin/sh
# setup-pbx.sh: builds an Asterisk chroot from Debian packages in $PBX_ROOT (about 280 MB, half a minute).
# Safe to run again: a finished chroot is kept. Needs root, mmdebstrap and debian-archive-keyring.
set -eu

root=${PBX_ROOT:?the folder for the chroot}
suite=${PBX_SUITE:-forky}

# Two checkouts may ask at the same time; the second waits and finds it done.
mkdir -p "$(dirname "$root")"
exec 9>"$root.lock"
flock 9

if [ -e "$root/.ready" ]; then
  chroot "$root" asterisk -V
  exit 0
fi

# A run that was killed half-way leaves only its own .part folder behind.
rm -rf "$root.part" "$root"
# Docs, locales and man pages are left out. A mirror's snapshot may be past its Valid-Until date: that one check
# is off, signatures stay on.
mmdebstrap --quiet --variant=apt --include=asterisk \
  --aptopt='APT::Install-Recommends "false"' \
  --aptopt='Acquire::Check-Valid-Until "false"' \
  --aptopt='Acquire::Retries "3"' \
  --dpkgopt='path-exclude=/usr/share/doc/*' \
  --dpkgopt='path-exclude=/usr/share/man/*' \
  --dpkgopt='path-exclude=/usr/share/locale/*' \
  "$suite" "$root.part"
mkdir -p "$root.part/run/asterisk"
touch "$root.part/.ready"
mv "$root.part" "$root"
chroot "$root" asterisk -V
