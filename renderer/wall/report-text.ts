import type { TFunction } from 'i18next'
import { formatFenShort } from '../../shared/tickets/fields/format-money'
import type { ReportFacts, ReportMoment } from '../../shared/tickets/report/assemble-report'
import { formatMoment } from '../ui/format-time'
import type { Names } from './names'

/** A report in words, ready to be completed and read out: what is known, line by line, and nothing where nothing is. */
export function reportText(facts: ReportFacts, names: Names, t: TFunction): string {
  const line = (label: string, value: string | null) => (value === null || value === '' ? [] : [t('wall.report.line', { label: t(`wall.report.${label}`), value })])
  const level = facts.redKind === null ? t(`wall.severity.${facts.level}`) : t(`wall.report.kind.${facts.redKind}`)
  const place = [facts.district === null ? null : names.district(facts.district), facts.address].filter((part) => part !== null).join(' ')
  return [
    ...line('number', facts.number),
    ...line('level', [level, ...facts.risks.map(names.risk)].join(' · ')),
    ...line('times', [
      t('wall.report.calledAt', { time: formatMoment(facts.calledAt) }),
      facts.since === null ? null : t('wall.report.gradedAt', { time: formatMoment(facts.since) }),
      facts.dueAt === null ? null : t('wall.report.dueBy', { time: formatMoment(facts.dueAt) }),
    ].filter((part) => part !== null).join(t('wall.report.comma'))),
    ...line('place', place),
    ...line('employer', facts.employer),
    ...line('caller', facts.isSecret ? t('wall.secretCaller') : [facts.callerName, facts.callerNumber].filter((part) => part !== null).join(' ')),
    ...line('workers', facts.workers === null ? null : String(facts.workers)),
    ...line('amount', facts.amountFen === null ? null : t(facts.amountScope === 'each' ? 'wall.report.yuanEach' : 'wall.report.yuan', { amount: formatFenShort(facts.amountFen) })),
    ...line('description', facts.description),
    ...line('demand', facts.demand),
    '',
    t('wall.report.timeline'),
    ...facts.timeline.map((moment) => `${formatMoment(moment.at)} ${momentWords(moment, names, t)}`),
    '',
    t('wall.report.open'),
    ...(facts.open.length === 0 ? [t('wall.report.nothingOpen')] : facts.open.map(({ code, dueAt }) => (dueAt === null ? names.step(code) : t('wall.report.openBy', { what: names.step(code), time: formatMoment(dueAt) })))),
    '',
    t('wall.report.added'),
    '',
  ].join('\n')
}

function momentWords(moment: ReportMoment, names: Names, t: TFunction): string {
  switch (moment.kind) {
    case 'help':
      return t(`help.step.${moment.code}`, { note: noteWords(moment.code, moment.note, t) })
    case 'done':
    case 'reported':
      return t(`wall.report.moment.${moment.kind}`, { what: names.step(moment.code) })
    case 'lowered':
      return t('wall.report.moment.lowered', { what: names.risk(moment.code), lead: moment.lead ?? '—' })
    default:
      return t(`wall.report.moment.${moment.kind}`)
  }
}

/** Whom somebody has told by hand is a code; whatever else is noted is a name or a number. */
function noteWords(code: string, note: string | null, t: TFunction): string {
  if (note === null) return '—'
  return code === 'told-by-hand' ? t(`tags.action.NOTIFY_${note}`, { defaultValue: note }) : note
}
