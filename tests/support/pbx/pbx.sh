#!/bin/sh
# pbx.sh start | stop | kill | restart | freeze | thaw | status | cli "<command>" | call <number>: runs the Asterisk in $PBX_ROOT with the configuration
# beside this file. Several can run beside each other: $PBX_NAME tells them apart, each has $PBX_ADDRESS of the loopback and the
# thousand RTP ports from $PBX_RTP_START on for itself.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=${PBX_ROOT:?the folder of the chroot}
name=${PBX_NAME:?what tells it from the other ones}
address=${PBX_ADDRESS:?an address of the loopback}
rtp=${PBX_RTP_START:?the first of its RTP ports}
conf=/etc/$name
pidfile=$root/run/$name/asterisk.pid

alive() { [ -s "$pidfile" ] && kill -0 "$(cat "$pidfile")" 2>/dev/null; }
cli() { chroot "$root" asterisk -C "$conf/asterisk.conf" -rx "$1"; }

# An authority of our own and a certificate of it for that address; made anew at every start.
make_certificates() {
  keys=$root$conf/keys
  mkdir -p "$keys"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj '/CN=Lingxi test authority' \
    -addext 'basicConstraints=critical,CA:TRUE' -addext 'keyUsage=critical,keyCertSign,cRLSign' \
    -keyout "$keys/authority.key" -out "$keys/authority.pem" 2>/dev/null
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj '/CN=Lingxi test PBX' \
    -keyout "$keys/server.key" -out "$keys/server.csr" 2>/dev/null
  printf 'subjectAltName=IP:%s,DNS:localhost\nextendedKeyUsage=serverAuth\n' "$address" >"$keys/server.ext"
  openssl x509 -req -in "$keys/server.csr" -CA "$keys/authority.pem" -CAkey "$keys/authority.key" -CAcreateserial \
    -days 2 -extfile "$keys/server.ext" -out "$keys/server.pem" 2>/dev/null
}

start() {
  alive && return 0
  rm -rf "$root$conf"
  for folder in "$conf" "/run/$name" "/var/lib/$name" "/var/log/$name" "/var/spool/$name/recordings/under-way"; do mkdir -p "$root$folder"; done
  for file in "$here"/conf/*.conf; do
    sed -e "s/{{name}}/$name/g" -e "s/{{address}}/$address/g" -e "s/{{rtp-start}}/$rtp/g" -e "s/{{rtp-end}}/$((rtp + 999))/g" \
      "$file" >"$root$conf/$(basename "$file")"
  done
  make_certificates
  rm -f "$pidfile" "$root/run/$name/asterisk.ctl" "$root/var/log/$name/messages.log"
  chroot "$root" asterisk -C "$conf/asterisk.conf" -F -g </dev/null >/dev/null 2>&1
  i=0
  until cli 'core waitfullybooted' 2>/dev/null | grep -q 'fully booted'; do
    i=$((i + 1))
    [ $i -lt 100 ] || { echo 'asterisk did not start' >&2; exit 1; }
    sleep 0.1
  done
}

stop() {
  alive || return 0
  pid=$(cat "$pidfile")
  kill "${1:--TERM}" "$pid"
  while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
}

case ${1:-} in
  # What a run before has left there (callers who are expected at a seat, queue members, recordings) is none of this one's; a restart keeps it.
  start) alive || rm -rf "$root/var/lib/$name"/astdb.sqlite3* "$root/var/spool/$name"; start ;;
  stop) stop ;;
  kill) stop -KILL ;;
  restart) stop; start ;;
  # As a machine that hangs: its connections stay open, and nobody answers.
  freeze) kill -STOP "$(cat "$pidfile")" ;;
  thaw) alive && kill -CONT "$(cat "$pidfile")" ;;
  status) alive && cli 'core show uptime' ;;
  cli) cli "$2" ;;
  # Somebody with that number calls the hotline, hears what there is and echoes.
  call) cli "channel originate Local/$2@trial application Echo" ;;
  *) echo 'usage: pbx.sh start|stop|kill|restart|freeze|thaw|status|cli "<command>"|call <number>' >&2; exit 2 ;;
esac
