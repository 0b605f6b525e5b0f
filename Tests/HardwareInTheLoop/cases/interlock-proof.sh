# Nothing shines behind an interlock before it was seen open and closed; the proof is of its wiring, and lasts.
make_chip rig 64
pull 2 up
sed -e 's/proof: none/proof: seen/' "$RIGS/parking.yaml" >mine.yaml
start_wall --laser 1 --servo 0 --offset 3
rig run mine.yaml --format json
expect_equal "exit code without a proof" "$status" 69
expect_text "message" err '--prove-interlock'
rig jog mine.yaml --angle 5 --pulses 20 --laser
expect_equal "exit code of jog --laser" "$status" 69
expect_equal "pulses so far" "$(pulses_seen)" 0
rig doctor mine.yaml
expect_equal "exit code of doctor" "$status" 69
expect_text "doctor's report" out 'interlock line .*--prove-interlock'

# One that is never opened.
rig doctor mine.yaml --prove-interlock
expect_equal "exit code of one that is never opened" "$status" 69
expect_text "message of it" err 'reads closed for a minute'

prove_interlock 2 down up mine.yaml
expect_equal "exit code of the proof" "$status" 0
expect_text "doctor's report afterwards" out 'interlock line .*seen open and closed at 20'
expect_equal "pulses and light meanwhile" "$(pulses_seen) $(line 1 value)" "0 0"
rig run mine.yaml --format json
expect_equal "exit code with the proof" "$status" 0
expect_equal "outcome" "$(reported outcome)" converged
rig run mine.yaml --format json --set pins.interlock.bias=down
expect_equal "exit code with another bias" "$status" 69

# Stopped before it was opened: what was tested again is in doubt.
start_rig doctor mine.yaml --prove-interlock
await 10 said 'open the interlock'
kill -TERM "$rig_process"
end_rig
expect_equal "exit code where it was stopped" "$status" 143
rig run mine.yaml --format json
expect_equal "exit code after that" "$status" 69
stop_wall
expect_dark_and_released
