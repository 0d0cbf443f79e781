#!/bin/sh
# pbx.sh start | stop | kill | restart | freeze | thaw | status | cli "<command>": runs the Asterisk in $PBX_ROOT with the configuration
# beside this file.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=${PBX_ROOT:?the folder of the chroot}
pidfile=$root/run/asterisk/asterisk.pid

alive() { [ -s "$pidfile" ] && kill -0 "$(cat "$pidfile")" 2>/dev/null; }
cli() { chroot "$root" asterisk -rx "$1"; }

# An authority of our own and a certificate of it for 127.0.0.1; made anew at every start.
make_certificates() {
  keys=$root/etc/asterisk/keys
  mkdir -p "$keys"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj '/CN=Lingxi test authority' \
    -addext 'basicConstraints=critical,CA:TRUE' -addext 'keyUsage=critical,keyCertSign,cRLSign' \
    -keyout "$keys/authority.key" -out "$keys/authority.pem" 2>/dev/null
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj '/CN=Lingxi test PBX' \
    -keyout "$keys/server.key" -out "$keys/server.csr" 2>/dev/null
  printf 'subjectAltName=IP:127.0.0.1,DNS:localhost\nextendedKeyUsage=serverAuth\n' >"$keys/server.ext"
  openssl x509 -req -in "$keys/server.csr" -CA "$keys/authority.pem" -CAkey "$keys/authority.key" -CAcreateserial \
    -days 2 -extfile "$keys/server.ext" -out "$keys/server.pem" 2>/dev/null
}

start() {
  alive && return 0
  rm -rf "$root/etc/asterisk"
  mkdir -p "$root/etc/asterisk" "$root/run/asterisk"
  cp "$here"/conf/*.conf "$root/etc/asterisk/"
  make_certificates
  rm -f "$pidfile" "$root/run/asterisk/asterisk.ctl" "$root/var/log/asterisk/messages.log"
  chroot "$root" asterisk -F -g </dev/null >/dev/null 2>&1
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
  start) start ;;
  stop) stop ;;
  kill) stop -KILL ;;
  restart) stop; start ;;
  # As a machine that hangs: its connections stay open, and nobody answers.
  freeze) kill -STOP "$(cat "$pidfile")" ;;
  thaw) alive && kill -CONT "$(cat "$pidfile")" ;;
  status) alive && cli 'core show uptime' ;;
  cli) cli "$2" ;;
  *) echo 'usage: pbx.sh start|stop|kill|restart|freeze|thaw|status|cli "<command>"' >&2; exit 2 ;;
esac
