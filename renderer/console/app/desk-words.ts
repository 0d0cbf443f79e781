import type { TFunction } from 'i18next'
import type { DeskTrouble } from '../../../shared/ipc/shared-desk-values'
import { formatMomentOf } from '../../ui/format-time'
import type { EntranceFailure } from './desk-entrance'

/** Why the desk cannot be used, and what to do. */
export function deskTroubleWords(trouble: DeskTrouble, t: TFunction): string {
  if (trouble.code !== 'certificate') return t(`connectDesk.trouble.${trouble.code}`)
  return t(`connectDesk.certificate.${trouble.refused?.reason ?? 'unfit'}`)
}

/** Why nobody was let in, in sentences. */
export function entranceWords(failure: EntranceFailure, t: TFunction, now: number): readonly string[] {
  if ('trouble' in failure && failure.code === 'desk-trouble') return [deskTroubleWords(failure.trouble, t)]
  if ('offline' in failure) {
    const { trouble, offline, lastAt, days } = failure
    return [deskTroubleWords(trouble, t), t(`deskSignIn.offline.${offline}`, { count: days, at: lastAt === null ? '—' : formatMomentOf(lastAt, now) })]
  }
  if ('until' in failure) return [t('deskSignIn.problem.locked-out', { at: formatMomentOf(failure.until, now) })]
  if ('retryAfterMs' in failure) return [t('deskSignIn.problem.too-many-tries', { count: Math.ceil(failure.retryAfterMs / 1000) })]
  return [t(`deskSignIn.problem.${failure.code}`, { defaultValue: t('deskSignIn.problem.other') })]
}
