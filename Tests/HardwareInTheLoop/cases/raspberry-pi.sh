# The scenario that is shipped for a Raspberry Pi, but for one key, on a chip with that board's label and line names.
names=
for number in $(seq 0 27); do names="$names $number=GPIO$number"; done
make_chip pinctrl-rp1 54 $names
start_wall --laser 17 --servo 18 --distance 150 --offset 2 \
  --strip 5,6,12,13,16,19,20,21,22,23,24,25
# A simulated chip takes a bias for what the world does to the pin: the interlock's own pull-up would open the lid.
pull 27 down
rig run /Config/raspberry-pi.yaml --format json --set pins.interlock.bias=asIs
expect_equal "exit code before the interlock was proved" "$status" 69
expect_text "message" err '--prove-interlock'
prove_interlock 27 up down /Config/raspberry-pi.yaml --set pins.interlock.bias=asIs
expect_equal "exit code of the proof" "$status" 0
rig run /Config/raspberry-pi.yaml --format json --set pins.interlock.bias=asIs
stop_wall
expect_equal "exit code" "$status" 0
expect_equal "outcome" "$(reported outcome)" converged
# Where the dot was, not where the servo was parked.
truth=$(difference "$(settled 0 height "$(seen laserOffNanoseconds)")" 2.75)
expect_between "reported minus true error" "$(difference "$(reported finalErrorCentimeters)" "$truth")" -0.25 0.25
expect_between "width of the last pulse" "$(seen axes 0 widthMicroseconds)" 1499 1501
expect_equal "the laser" "$(seen laserOn)" false
expect_released 17 18
figure "$(reported stepCount) steps, off by $truth cm"
