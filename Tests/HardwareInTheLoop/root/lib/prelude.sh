# What the cases share. An expectation that is not met is told at once and fails the case at its end, so that one run
# shows all that is wrong; a command that fails ends it.

RIGS=/rigs
expectations=0
failures=0
mkdir -p /tmp/case
cd /tmp/case
trap 'tell_the_end $?' EXIT

fail() {
  failures=$((failures + 1))
  echo "HIL failed $*"
}

# A number worth printing beside the case's name.
figure() { echo "HIL figure $*"; }

tell_the_end() {
  [ "$1" -eq 0 ] && return
  [ "$failures" -gt 0 ] || fail "a command ended with exit code $1"
  for file in *; do
    [ -s "$file" ] || continue
    echo "--- $file"
    tail -n 32 "$file" | cut -c 1-1500
  done
  echo "--- kernel"
  dmesg | tail -n 5
}

# The last line of every case: one that never comes this far has not passed.
conclude() {
  [ "$expectations" -gt 0 ] || fail "the case expects nothing"
  [ "$failures" -eq 0 ]
  echo "HIL passed $expectations"
}

# expect_equal WHAT ACTUAL EXPECTED
expect_equal() {
  expectations=$((expectations + 1))
  [ "$2" = "$3" ] || fail "$1: $2 instead of $3"
}

# expect_between WHAT ACTUAL LOW HIGH: numbers, ends included
expect_between() {
  expectations=$((expectations + 1))
  echo "$2" "$3" "$4" | awk '{ exit !(NF == 3 && $1 == $1 + 0 && $1 >= $2 && $1 <= $3) }' ||
    fail "$1: $2 is not within $3 and $4"
}

# expect_text WHAT FILE PATTERN: a line that matches the extended regular expression
expect_text() {
  expectations=$((expectations + 1))
  grep -qE -e "$3" "$2" || fail "$1: no line like '$3' but: $(head -n 3 "$2" | tr '\n' ' ')"
}

# await SECONDS COMMAND...: until it holds
await() {
  local tries=$(($1 * 100))
  shift
  while ! "$@"; do
    tries=$((tries - 1))
    [ $tries -gt 0 ] || { fail "waited in vain for: $*" && return 1; }
    usleep 10000
  done
}

# make_chip NAME LINES [LINE=LINE-NAME]...: the chip of this case
make_chip() {
  chip=$1
  mkdir -p "/config/gpio-sim/$1/bank0"
  echo "$2" >"/config/gpio-sim/$1/bank0/num_lines"
  echo "$1" >"/config/gpio-sim/$1/bank0/label"
  shift 2
  for named; do
    mkdir "/config/gpio-sim/$chip/bank0/line${named%%=*}"
    echo "${named#*=}" >"/config/gpio-sim/$chip/bank0/line${named%%=*}/name"
  done
  echo 1 >"/config/gpio-sim/$chip/live"
}

# pull_file LINE: what to write pull-up or pull-down to, for an input to read it
pull_file() {
  local folder=/config/gpio-sim/$chip
  echo "/sys/devices/platform/$(cat "$folder/dev_name")/$(cat "$folder/bank0/chip_name")/sim_gpio$1/pull"
}

# pull LINE up|down
pull() { echo "pull-$2" >"$(pull_file "$1")"; }

# start_wall OPTION...: from now on there is a wall
start_wall() {
  rm -f ready
  wall --chip "$chip" --journal journal --summary wall.json --ready ready "$@" &
  wall_process=$!
  await 5 test -e ready
}

stop_wall() {
  kill "$wall_process"
  wait "$wall_process"
}

# seen KEY...: from the wall's own summary
seen() { json wall.json "$@"; }

# settled AXIS angle|height [NANOSECONDS]: the median of the last five pulses, or of those before that instant. The end
# of one in some hundreds meets the kernel's timer tick and is a few us late; the loop's last pulse is as likely to be
# that one as any.
settled() {
  awk -v axis="$1" -v column="$([ "$2" = angle ] && echo 4 || echo 5)" -v end="${3:-}" \
    '$2 == axis && (end == "" || $1 + 0 < end + 0) { print $column }' journal |
    tail -n 5 | sort -n | sed -n 3p
}

pulses_seen() { wc -l <journal; }
pulses_reach() { [ "$(pulses_seen)" -ge "$1" ]; }

# rig ARGUMENT...: laserrig until it ends; its exit code in $status
rig() {
  status=0
  laserrig "$@" >out 2>err || status=$?
}

# start_rig ARGUMENT...: laserrig in the background
start_rig() {
  laserrig "$@" >out 2>err &
  rig_process=$!
}

# end_rig: waits for it; its exit code in $status
end_rig() {
  status=0
  wait "$rig_process" || status=$?
}

# reported KEY...: from laserrig's JSON
reported() { json out "$@"; }

# line LINE KEY: a line's present state
line() {
  linestate "$chip" "$1" >line.json
  json line.json 0 "$2"
}

# expect_released LINE...: no program holds it, and it is low
expect_released() {
  for released in "$@"; do
    expect_equal "line $released held" "$(line "$released" held)" false
    expect_equal "line $released's level" "$(line "$released" value)" 0
  done
}

# difference A B, magnitude A: for figures that are not whole
difference() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.4f\n", a - b }'; }
magnitude() { awk -v a="$1" 'BEGIN { printf "%.4f\n", a < 0 ? -a : a }'; }

# milliseconds FROM TO: nanoseconds both
milliseconds() { awk -v from="$1" -v to="$2" 'BEGIN { printf "%.1f\n", (to - from) / 1e6 }'; }

# carry NAME FILE: out of the guest, once all is measured
carry() {
  echo "HIL file $1"
  gzip <"$2" | base64
  echo "HIL file-end"
}

# make_bus: an I2C bus with a PCA9685 that moves servos and an INA219 that measures, both memory behind real drivers
make_bus() {
  insmod /lib/i2c-stub.ko chip_addr=0x40,0x41,0x20,0x48
  # What the PCA9685 holds when it is switched on: MODE1, PRE_SCALE.
  i2cset -y 0 0x40 0x00 0x11
  i2cset -y 0 0x40 0xfe 0x1e
  echo pca9685 0x40 >/sys/bus/i2c/devices/i2c-0/new_device
  echo ina219 0x41 >/sys/bus/i2c/devices/i2c-0/new_device
}

# make_expander: a PCF8574 on that bus, eight lines of memory that no resistor pulls. They read low.
make_expander() { echo pcf8574 0x20 >/sys/bus/i2c/devices/i2c-0/new_device; }

# expander_reads HEX: the levels of its lines. The stub answers each reading from the next of its bytes.
expander_reads() {
  for register in $(seq 0 255); do i2cset -f -y 0 0x20 "$(printf '0x%x' "$register")" "0x$1"; done
}

# make_converter: an ADS1115 on that bus; all its inputs read the same
make_converter() { echo ads1115 0x48 >/sys/bus/i2c/devices/i2c-0/new_device; }

# converter_reads HEX: the count of its inputs, two bytes, the upper first
converter_reads() { i2cset -f -y 0 0x48 0 "0x${1#??}${1%??}" w; }

# prove_interlock LINE OPEN CLOSED ARGUMENT...: laserrig's doctor, and a person who does what it asks. OPEN and CLOSED are
# the pulls, up or down.
prove_interlock() {
  local line=$1 open=$2 closed=$3
  shift 3
  start_rig doctor "$@" --prove-interlock
  await 10 said 'open the interlock'
  pull "$line" "$open"
  await 10 said 'now close it'
  pull "$line" "$closed"
  end_rig
}

said() { grep -q -e "$1" err; }

line_is() { [ "$(line "$1" value)" = "$2" ]; }
consumed() { [ "$(line "$1" held)" = true ]; }

# start_endless_rig RIG [ARGUMENT]...: a loop that never settles, with the laser on and 20 pulses on its way
start_endless_rig() {
  local file=$1
  shift
  # No reading of a strip of whole quarters of a centimetre is so near to this target.
  start_rig run "$file" --format json --target 6.1 --tolerance 0.01 --set loop.steps=3000 "$@"
  await 10 line_is 1 1
  await 10 pulses_reach $(($(pulses_seen) + 20))
}

# expect_dark_and_released: the laser went out, every line is free, and those that were driven are low
expect_dark_and_released() {
  expect_equal "the laser" "$(seen laserOn)" false
  expect_released 0 1 3
  expect_equal "line 2 held" "$(line 2 held)" false
}
