import type { TFunction } from 'i18next'
import type { GoLiveCheck, GoLiveEvidence } from '../../../../shared/golive/go-live-check'
import { lightOf, type GoLiveLight } from '../../../../shared/golive/go-live-light'
import type { GoLiveFinding, GoLiveResult, GoLiveSheet } from '../../../../shared/golive/go-live-sheet'
import { localDateOf } from '../../../../shared/tickets/deadlines/local-time'
import { epochMs } from '../../../../shared/lib/clock'
import { formatClock, formatSpan } from '../../../ui/format-time'

/** A check with everything that stands on the screen of it. */
export interface ShownLine {
  readonly check: GoLiveCheck
  readonly light: GoLiveLight
  readonly results: readonly GoLiveResult[]
  readonly finding: GoLiveFinding | null
}

export function shownLine(check: GoLiveCheck, sheet: GoLiveSheet): ShownLine {
  const kept = sheet.checks.find(({ id }) => id === check.id)
  const { results = [], finding = null } = kept ?? {}
  return { check, results, finding, light: lightOf(check, { result: results[0] ?? null, finding }, sheet.ages, sheet.now) }
}

export const dayOf = (at: number) => localDateOf(epochMs(at))
export const momentOf = (at: number) => `${dayOf(at)} ${formatClock(at).slice(0, 5)}`

export function lightWords({ light, results, finding }: ShownLine, t: TFunction): string {
  if (light.light === 'green') return light.until === null ? t('administration.goLive.green') : t('administration.goLive.greenUntil', { day: dayOf(light.until) })
  if (light.why === 'found' && finding !== null) return findingWords(finding, t)
  return t(`administration.goLive.red.${light.why}`, { day: results[0] === undefined ? '' : dayOf(results[0].at) })
}

export function findingWords({ code, facts }: GoLiveFinding, t: TFunction): string {
  const { until, codes, place } = facts
  return t(`administration.goLive.finding.${code}`, {
    ...facts,
    ...(typeof until === 'number' ? { until: dayOf(until) } : {}),
    ...(place === 'desk' ? { place: t('administration.goLive.theDesk') } : {}),
    ...(typeof codes === 'string' ? { names: codes.split(' ').map((each) => t(`administration.figure.${each}`)).join(t('app.list.items')) } : {}),
  })
}

export function evidenceWords(evidence: GoLiveEvidence, t: TFunction): string {
  switch (evidence.kind) {
    case 'dialled': {
      const { number, answeredAt, startedAt, endedAt, sipCode, heard, note } = evidence
      const how = answeredAt === null
        ? sipCode === null ? t('administration.goLive.told.notAnswered') : t('administration.goLive.told.failed', { code: sipCode })
        : t(heard ? 'administration.goLive.told.heard' : 'administration.goLive.told.notHeard', { after: formatSpan(answeredAt - startedAt), long: formatSpan(endedAt - answeredAt) })
      return [t('administration.goLive.told.dialled', { number }), how, note].filter((part) => part !== '').join(t('app.list.items'))
    }
    case 'line':
      return evidence.isRegistered ? t('administration.goLive.told.registered', { at: evidence.provenAt === null ? '' : momentOf(evidence.provenAt) }) : t('administration.goLive.told.noLine')
    case 'statement':
      return t(evidence.until === null ? 'administration.goLive.told.stated' : 'administration.goLive.told.statedUntil', { ...evidence })
    case 'compared':
      return t('administration.goLive.told.compared', { events: evidence.events, rows: evidence.auditRows })
  }
}

export function whoWords({ by, at }: GoLiveResult, t: TFunction): string {
  const who = by.id === null ? t('administration.audit.by.command-line') : t('administration.audit.person', { name: by.name, seat: by.seat })
  return `${momentOf(at)} ${who}`
}
