import type { AlarmSettings } from '../../shared/alarms/alarm-settings'
import type { FigureSettings } from '../../shared/metrics/figure-settings'
import type { Targets } from './wall-port'

/** What the wall judges by: the same settings as figures and alarms. */
export function targetsOf({ answerWithinMs, shortAbandonMs, targets }: FigureSettings, alarms: AlarmSettings): Targets {
  return { answerWithinMs, shortAbandonMs, percent: targets, talkMs: alarms['call-long'].raiseAt, wrapUpMs: alarms['wrap-up-long'].raiseAt }
}
