import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { may } from '../../../shared/people/permissions'
import { sheetLines } from '../../../shared/shift/own-work'
import { HOUR_MS, shiftSettings } from '../../../shared/shift/shift-settings'
import { Age } from '../../ui/age'
import { formatMoment } from '../../ui/format-time'
import { SeverityBadge } from '../../ui/severity-badge'
import { useNow } from '../../ui/use-now'
import { useServices } from '../app/services'
import { useStore } from '../app/use-vanilla-store'
import type { ShiftProblem } from '../app/shift-desk'
import { shiftTabs, showToast } from '../app/view-store'
import { Briefing, type BriefingLine } from '../features/shift/briefing'
import { NoticeForm } from '../features/shift/notice-form'
import { PromiseList } from '../features/shift/promise-list'
import { SheetForm } from '../features/shift/sheet-form'
import { SheetView } from '../features/shift/sheet-view'
import { ShiftTabs } from '../features/shift/shift-tabs'
import type { BriefingItem } from '../../../shared/shift/briefing'
import { ReportPart } from './shift-report-part'
import { leftWords, nextWords, orderTitle, promiseWords, sheetWords } from './shift-words'
import classes from '../features/shift/shift.module.css'

/** The turn of the shift: what to see before the first call, what was promised, the sheet for the next one, and the report. */
export function ShiftScreen() {
  const { t } = useTranslation()
  const { view, shift } = useServices()
  const tab = useStore(view, (state) => state.shiftTab)
  const { answer } = useStore(shift.store)
  const promised = answer?.orders.filter(({ promiseDueAt }) => promiseDueAt !== null).length ?? 0
  const mayReport = useMay('read-shift-report')
  const tabs = shiftTabs.filter((id) => id !== 'report' || mayReport)
  const counts = { briefing: shift.owed().length, promises: promised, sheet: 0, report: 0 }
  return (
    <ShiftTabs
      label={t('app.nav.shift')} tabs={tabs.map((id) => ({ id, label: t(`shift.tab.${id}`), count: counts[id] }))} chosen={tab}
      choose={(shiftTab) => view.setState({ shiftTab })} age={<ShiftAge />}
    >
      {tab === 'briefing' && <BriefingPart />}
      {tab === 'promises' && <PromisesPart />}
      {tab === 'sheet' && <SheetPart />}
      {tab === 'report' && mayReport && <ReportPart />}
    </ShiftTabs>
  )
}

/** Of a desk on one PC the one agent may everything. */
export function useMay(action: 'read-shift-report' | 'post-notices'): boolean {
  const { deskSession } = useServices()
  return useStore(deskSession, (session) => session === null || may(session.roles, action))
}

/** How old is what stands here, where the desk does not answer. */
export function ShiftAge() {
  const { t } = useTranslation()
  const { shift } = useServices()
  const { link, heardAt } = useStore(shift.store)
  if (link === 'live') return null
  return (
    <p className={classes.age} data-look={link} data-testid="shift-age">
      {link === 'unheard' ? t('shift.age.asking') : heardAt === null ? t('shift.age.never') : <>{t('shift.age.away', { at: formatMoment(heardAt) })} <Age since={heardAt} /></>}
    </p>
  )
}

function useOpenOrder() {
  const { view } = useServices()
  return (ticketId: string) => view.setState({ place: 'tickets', homePlace: 'tickets', ticketId })
}

function BriefingPart() {
  const { t } = useTranslation()
  const { shift, clock } = useServices()
  const { hasBegun, link, answer } = useStore(shift.store)
  const lineOf = useBriefingLine()
  const mayPost = useMay('post-notices')
  const [problem, setProblem] = useState<ShiftProblem | null>(null)
  const items = shift.briefing()
  const see = async (seen: readonly BriefingItem[]) => setProblem(await shift.acknowledge(seen))
  const post = async (text: string, hours: number) => setProblem(await shift.write({ kind: 'notice-posted', text, until: clock.now() + hours * HOUR_MS }))
  return (
    <>
      <h2>{t('shift.briefing.title')}</h2>
      <Briefing
        lines={items.map(lineOf)} isBeginning={!hasBegun} isDone={link === 'live' && items.every(({ isSeen }) => isSeen)} isAway={link === 'away'} problem={problem}
        acknowledge={(key) => void see(items.filter((item) => item.key === key))}
        acknowledgeAll={() => void see(items.filter(({ isSeen }) => !isSeen))}
        begin={() => shift.begin()}
      />
      {mayPost && answer !== null && <NoticeForm busy={link !== 'live'} post={(text, hours) => void post(text, hours)} />}
    </>
  )
}

function useBriefingLine(): (item: BriefingItem) => BriefingLine {
  const { t } = useTranslation()
  const { catalogue } = useServices()
  const open = useOpenOrder()
  const now = useNow()
  return (item) => {
    const { key, kind, isSeen } = item
    const base = { key, kind, isSeen, mark: null, isLate: false, body: null, open: null }
    switch (item.kind) {
      case 'red': {
        const { order } = item
        const late = order.next?.dueAt != null && order.next.dueAt < now
        return { ...base, mark: <SeverityBadge severity="RED" look="solid" label={t('callerCard.severity.RED')} />, title: orderTitle(order, catalogue, t), note: nextWords(order, t), isLate: late, open: () => open(order.ticketId) }
      }
      case 'promise': {
        const { order } = item
        return { ...base, title: orderTitle(order, catalogue, t), note: promiseWords(order, t), isLate: (order.promiseDueAt ?? now) < now, open: () => open(order.ticketId) }
      }
      case 'notice':
        return { ...base, title: t('shift.noticeFrom', { name: item.notice.by.name, at: formatMoment(item.notice.at) }), note: '', body: <p className={classes.notice}>{item.notice.text}</p> }
      case 'left':
        return { ...base, title: t('shift.leftBy', { name: item.work.by.name, at: formatMoment(item.work.at) }), note: item.work.items.map((left) => leftWords(left, t)).join(t('tickets.semicolon')) }
      case 'sheet': {
        const { sheet } = item
        const note = sheet.accepted === null ? '' : t('shift.acceptedBy', { name: sheet.accepted.by.name, at: formatMoment(sheet.accepted.at) })
        return { ...base, title: t('shift.sheetBy', { name: sheet.by.name, at: formatMoment(sheet.signedAt) }), note, body: isSeen ? null : <SheetView sections={sheetWords(sheet.lines, t)} /> }
      }
    }
  }
}

function PromisesPart() {
  const { t } = useTranslation()
  const { shift, catalogue } = useServices()
  const { answer } = useStore(shift.store)
  const open = useOpenOrder()
  const now = useNow()
  const [problem, setProblem] = useState<ShiftProblem | null>(null)
  const due = (answer?.orders ?? []).filter(({ promiseDueAt }) => promiseDueAt !== null).sort((one, other) => (one.promiseDueAt ?? 0) - (other.promiseDueAt ?? 0))
  return (
    <>
      <h2>{t('shift.promises.title')}</h2>
      <PromiseList
        problem={problem}
        lines={due.map((order) => ({
          key: `${order.ticketId} ${order.promiseDueAt ?? 0}`, title: orderTitle(order, catalogue, t), note: promiseWords(order, t), isLate: (order.promiseDueAt ?? now) < now,
          open: () => open(order.ticketId),
          seeTo: (how) => void shift.write({ kind: 'promise-seen-to', orderId: order.ticketId, dueAt: order.promiseDueAt ?? 0, how }).then(setProblem),
        }))}
      />
    </>
  )
}

function SheetPart() {
  const { t } = useTranslation()
  const { shift, view, seat, clock } = useServices()
  const { answer, link } = useStore(shift.store)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ShiftProblem | null>(null)
  const { orders = [], notices = [], present = [] } = answer ?? {}
  const own = answer?.sheets.filter(({ by }) => by.personId === answer.me).at(-1)
  const sign = async (notes: Parameters<typeof sheetLines>[2], takerId: string | null) => {
    const taker = present.find(({ personId }) => personId === takerId)
    const to = taker === undefined ? null : { personId: taker.personId, name: taker.name }
    setBusy(true)
    const items = shift.unfinished()
    const failed = await shift.write({ kind: 'sheet-signed', from: clock.now() - shiftSettings().shiftHours * HOUR_MS, lines: [...sheetLines({ orders, notices }, shift.work(), notes)], to })
      ?? (items.length === 0 ? null : await shift.write({ kind: 'work-left', items: [...items], to }))
    setBusy(false)
    setProblem(failed)
    if (failed !== null) return
    seat.tell({ kind: 'state-chosen', next: { kind: 'signed-out' }, at: clock.now() })
    showToast(view, 'plain', 'shift.sheet.signed')
  }
  return (
    <>
      <h2>{t('shift.sheet.title')}</h2>
      <SheetForm
        sections={sheetWords(sheetLines({ orders, notices }, shift.work(), {}), t)}
        takers={present.map(({ personId, name, seat: code }) => ({ id: personId, name: `${name} ${code}` }))}
        signedAt={own === undefined ? null : own.accepted === null ? t('shift.sheet.waits', { at: formatMoment(own.signedAt) }) : t('shift.acceptedBy', { name: own.accepted.by.name, at: formatMoment(own.accepted.at) })}
        busy={busy || link !== 'live'} problem={link === 'live' ? problem : 'away'}
        sign={(notes, takerId) => void sign(notes, takerId)}
      />
    </>
  )
}
