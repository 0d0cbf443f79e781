import type { TFunction } from 'i18next'
import { useCallback, useContext, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AuditEntry, AuditProof } from '../../../../shared/desk-api/audit'
import type { RevealFacts } from '../../../../shared/tickets/reveal'
import { formatClock, formatDateMinute } from '../../../ui/format-time'
import { auditPageRows, type AdministrationPort, type AuditPage, type Person } from './administration-port'
import classes from './administration.module.css'
import { SectionBody } from './section-body'
import { TakesFocus } from './takes-focus'
import { useAsked } from './use-asked'
import { useSaving } from './use-saving'

/** Who has done and seen what, day by day; and whether anything of it is missing. */
export function AuditSection({ desk, today }: { readonly desk: AdministrationPort; readonly today: string }) {
  const { t } = useTranslation()
  const [day, setDay] = useState(today)
  const takesFocus = useContext(TakesFocus)
  const [proof, setProof] = useState<AuditProof | null>(null)
  const { busy, problem, perform } = useSaving()
  const ask = useCallback(async () => {
    const page = await allOf(desk, day)
    if (!page.ok) return page
    // Whoever may read this need not be one who sees the list of people: ids say it then.
    const people = await desk.people()
    return { ok: true as const, value: { page: page.value, people: people.ok ? people.value : [] } }
  }, [desk, day])
  const { asked, again } = useAsked(ask)
  return (
    <SectionBody asked={asked} again={again}>
      {({ page, people }) => (
        <div className={classes.audit}>
          <div className={classes.auditHead}>
            <label>{t('administration.audit.day')} <input type="date" value={day} max={today} autoFocus={takesFocus} onChange={(event) => event.currentTarget.value !== '' && setDay(event.currentTarget.value)} /></label>
            <button type="button" className={classes.button} disabled={busy} onClick={() => perform(() => desk.verifyAudit(), setProof)}>{t('administration.audit.verify')}</button>
            <span role="status" data-look={proof?.broken == null ? undefined : 'warn'}>{problem === null ? proof !== null && proofWords(proof, t) : t(`administration.problem.${problem}`)}</span>
          </div>
          {page.rows.length === 0 ? <p className={classes.note}>{t('administration.audit.none')}</p> : (
            <table>
              <thead><tr>{(['number', 'at', 'who', 'what'] as const).map((head) => <th key={head} scope="col">{t(`administration.audit.head.${head}`)}</th>)}</tr></thead>
              <tbody>
                {page.rows.map(({ number, at, entry }) => (
                  <tr key={number}><td>{number}</td><td>{formatClock(at)}</td><td>{whoWords(entry, people, t)}</td><td>{actWords(entry, people, t)}</td></tr>
                ))}
              </tbody>
            </table>
          )}
        </div>
      )}
    </SectionBody>
  )
}

/** All pages of a day; the screen has no use for half of one. */
async function allOf(desk: AdministrationPort, day: string): ReturnType<AdministrationPort['audit']> {
  const rows: AuditPage['rows'][number][] = []
  for (;;) {
    const page = await desk.audit({ day, after: rows.at(-1)?.number ?? 0 })
    if (!page.ok) return page
    rows.push(...page.value.rows)
    // Reading is written down, too: asking on for an empty page would never end on the day of today.
    if (page.value.rows.length < auditPageRows) return { ok: true, value: { ...page.value, rows } }
  }
}

const nameOf = (id: string, people: readonly Person[]) => people.find((person) => person.id === id)?.name ?? id

function whoWords({ by }: AuditEntry, people: readonly Person[], t: TFunction): string {
  return by.kind === 'person' ? t('administration.audit.person', { name: nameOf(by.id, people), seat: by.seat }) : t(`administration.audit.by.${by.kind}`)
}

function actWords({ act }: AuditEntry, people: readonly Person[], t: TFunction): string {
  const person = 'personId' in act ? nameOf(act.personId, people) : 'authorId' in act ? nameOf(act.authorId, people) : ''
  const roles = 'roles' in act ? act.roles.map((role) => t(`administration.role.${role}`)).join(t('app.list.items')) : ''
  const count = 'ticketIds' in act ? act.ticketIds.length : 'events' in act ? act.events : 'rows' in act ? act.rows : 'orders' in act ? act.orders : 0
  const context = act.kind === 'audit-verified' ? String(act.intact) : act.kind === 'go-live-shown' ? String(act.isGood) : act.kind === 'orders-export-ended' ? String(act.isWhole) : 'granted' in act ? String(act.granted) : act.kind === 'alarm-told' ? act.what : act.kind === 'recording-kept' ? act.lock : act.kind === 'red-notice' ? act.outcome : act.kind === 'floor-told' ? floorContext(act) : act.kind === 'work-delivered' ? (act.proven ? '' : 'unproven') : 'unit' in act ? 'atUnit' : ''
  const check = act.kind === 'go-live-shown' ? t(`administration.goLive.check.${act.check}`) : ''
  const what = act.kind === 'approval-decided' ? { what: t(`approvals.kind.${act.what}`) } : act.kind === 'red-notice' ? { what: t(`tags.action.NOTIFY_${act.code}`) } : {}
  const span = act.kind === 'orders-export-begun' ? { from: formatDateMinute(act.from), to: formatDateMinute(act.to), choice: [act.category, act.state].filter((each) => each !== undefined).join(' ') } : {}
  const rule = act.kind === 'alarm-told' ? { rule: t(`alarms.rule.${act.rule}`) } : {}
  const heard = act.kind === 'recording-played' ? { why: t(`recordings.reason.${act.reason}`), note: act.note === null ? '' : t('recordings.noted', { note: act.note }) } : {}
  const looked = act.kind === 'call-revealed' ? { startedAt: formatDateMinute(act.startedAt), lookedAt: formatDateMinute(act.lookedAt), ...revealWords(act.facts, t) } : {}
  return t(`administration.audit.act.${act.kind}`, { ...act, ...looked, ...heard, ...what, ...span, ...rule, check, person, roles, count, context })
}

function revealWords({ parts, reason, note }: RevealFacts, t: TFunction): { readonly parts: string; readonly why: string } {
  const why = t(`reveal.reason.${reason}`)
  return { parts: parts.map((part) => t(`reveal.part.${part}`)).join(t('app.list.items')), why: note === null ? why : t('reveal.why', { reason: why, note }) }
}

/** What showed somebody in full who had called is said as that. */
function floorContext({ what, done }: Extract<AuditEntry['act'], { kind: 'floor-told' }>): string {
  return done && (what === 'red-accepted' || what === 'red-emergency-rung') ? what : String(done)
}

function proofWords({ broken, rows, days, expiredDays }: AuditProof, t: TFunction): string {
  return broken === null ? t('administration.audit.intact', { rows, days, expiredDays }) : t(`administration.audit.broken.${broken.what}`, { day: broken.day, number: broken.number })
}
