# A channel that its last user has given back while it was enabled: newer drivers let it make its pulses, or make them
# when the chip wakes up. It is silent once a run has had it, and a run that may not have it ends no other's pulses.
# On newer kernels too.
make_chip rig 64
make_bus
channel() { # channel NUMBER PERIOD WIDTH
  echo "$1" >/sys/class/pwm/pwmchip0/export
  echo "$2" >"/sys/class/pwm/pwmchip0/pwm$1/period"
  echo "$3" >"/sys/class/pwm/pwmchip0/pwm$1/duty_cycle"
  echo 1 >"/sys/class/pwm/pwmchip0/pwm$1/enable"
}
full_off() { i2cget -f -y 0 0x40 "$1"; }
channel 3 20000000 1500000
echo 3 >/sys/class/pwm/pwmchip0/unexport
rig jog "$RIGS/chips.yaml" --angle 10 --seconds 0.2
expect_equal "exit code" "$status" 0
expect_equal "full-off of the channel" "$(($(full_off 0x15) & 0x10))" 16

# All channels of a chip have one period, and the first that runs has set it.
channel 5 4000000 1000000
rig run "$RIGS/chips.yaml" --format json
expect_equal "exit code at another's period" "$status" 78
expect_text "message" err 'period of .* ms.* give (all|both) the same pulse rate'
expect_equal "lines of the message" "$(grep -vc warning err)" 1
expect_equal "full-off of the channel that was refused" "$(($(full_off 0x15) & 0x10))" 16
expect_equal "full-off of the other" "$(($(full_off 0x1d) & 0x10))" 0
expect_equal "the other's pulses" "$(cat /sys/class/pwm/pwmchip0/pwm5/enable)" 1
echo 0 >/sys/class/pwm/pwmchip0/pwm5/enable
echo 5 >/sys/class/pwm/pwmchip0/unexport

# A shorter one than that of the other is refused as well.
channel 5 20000000 1500000
rig run "$RIGS/chips.yaml" --format json --set pins.pulseRate=200
expect_equal "exit code at a shorter period" "$status" 78
expect_text "message at a shorter period" err 'period of .* ms.* give (all|both) the same pulse rate'
expect_equal "pulses of the other" "$(cat /sys/class/pwm/pwmchip0/pwm5/enable)" 1
expect_equal "the line of the laser held" "$(line 1 held)" false
