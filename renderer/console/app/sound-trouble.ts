import type { CallCourse } from '../../../shared/calls/call-course'
import { gradeOf, type OneWay, type SoundFault, type SoundGrade } from '../../../shared/calls/call-sound'

/** Something about the sound of a call that the agent has to know; its words are `sound.trouble.<this>`. */
export type SoundTrouble = OneWay | SoundFault

/** Silence is worse than noise. Null while the call can be talked on. */
export function troubleOf(course: CallCourse | null): SoundTrouble | null {
  const sound = course?.sound ?? null
  if (sound === null) return null
  const { condition } = sound
  return sound.oneWay ?? (condition.state === 'bad' || condition.state === 'mending' ? condition.fault : null)
}

/** Null until there was sound to judge. */
export function soundGrade(course: CallCourse | null): SoundGrade | null {
  const sound = course?.sound ?? null
  return sound === null || sound.summary.samples === 0 ? null : gradeOf(sound.opinion)
}
