# A PCA9685 makes the nearest of its steps, 4.88 us each, whether its driver rounds widths up or down.
# On newer kernels too.
make_chip rig 64
make_bus
byte() { i2cget -f -y 0 0x40 "$1"; }
counts() { echo $(($(byte 0x14) + 256 * ($(byte 0x15) & 31) - $(byte 0x12) - 256 * ($(byte 0x13) & 31))); }
# A channel that is off counts 0 before its first use, and 4096, by its bit of full-off, afterwards.
pulses_are_made() { steps=$(counts) && [ "$steps" -gt 0 ] && [ "$steps" -lt 4096 ]; }
# 1500 us and 2000 us for 180 degrees: 307.4, 330.1, 231.6 and 377.3 steps.
for pair in 0:307 10:330 -33.3:232 30.7:377; do
  angle=${pair%:*}
  start_rig jog "$RIGS/chips.yaml" --angle "$angle" --seconds 1
  await 10 pulses_are_made
  expect_equal "steps at $angle degrees" "$(counts)" "${pair#*:}"
  expect_equal "its divider" "$(byte 0xfe)" 0x79
  end_rig
  expect_equal "exit code at $angle degrees" "$status" 0
  expect_text "what jog says at $angle degrees" out \
    "$(awk -v steps="${pair#*:}" 'BEGIN { print steps * 4.88 " µs" }')"
  expect_equal "full-off afterwards" "$(($(byte 0x15) & 0x10))" 16
done
