# A person at the keys. With the lid open the servo turns and no laser shines; a forgotten laser goes off;
# and where the terminal takes no more, the lid and a signal count all the same. The terminal is the console.
terminal=/dev/ttyS0
press() { # press KEY...
  for key; do
    keys $terminal "$key"
    usleep 60000
  done
}
make_chip rig 64
pull 2 down
cp "$RIGS/parking.yaml" mine.yaml
settings=$(stty -F $terminal -g)
start_wall --laser 1 --servo 0 --distance 115 --offset 3
laserrig calibrate mine.yaml <$terminal >$terminal 2>err &
rig_process=$!
await 10 consumed 1
usleep 500000
press l l l ' '
await 10 pulses_reach 10
expect_equal "the laser with the lid open" "$(line 1 value)" 0
switch=$(pull_file 2)
echo pull-up >"$switch"
press ' '
await 10 line_is 1 1
usleep 57000000
expect_equal "the laser after most of a minute" "$(line 1 value)" 1
await 10 line_is 1 0
press ' '
await 10 line_is 1 1
before=$(pulses_seen)

# From here on to --go no other program may write to the console either.
keys $terminal --stop
for round in $(seq 30); do press k l j h; done
lit=$(line 1 value)
opened=$(now)
echo pull-down >"$switch"
usleep 100000
dark=$(line 1 value)
after=$(pulses_seen)
kill -TERM "$rig_process"
end_rig
keys $terminal --go
stop_wall
echo
expect_equal "the laser before the lid was opened" "$lit" 1
expect_equal "the laser afterwards" "$dark" 0
delay=$(milliseconds "$opened" "$(seen laserOffNanoseconds)")
expect_between "ms from open to dark" "$delay" 0 5
expect_between "pulses while the terminal took nothing" $((after - before)) 100 100000
expect_equal "exit code" "$status" 143
expect_equal "times that the laser was switched on" "$(seen laserSwitchedOn)" 2
expect_equal "the terminal's settings" "$(stty -F $terminal -g)" "$settings"
expect_equal "what became of the file" "$(cmp mine.yaml "$RIGS/parking.yaml" && echo same)" same
expect_dark_and_released
figure "dark after $delay ms"
