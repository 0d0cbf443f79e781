import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { reportCodes, type ReportCode } from '../../shared/tickets/report/report-code'
import { formatMinute } from '../ui/format-time'
import { SeverityBadge } from '../ui/severity-badge'
import { useNames } from './names'
import { ReportForm } from './report-form'
import { useRoving } from './roving'
import { TimeLeft } from './ticker'
import type { ReportPort } from './wall-port'
import type { WallView } from './wall-view'

/** One open RED or ORANGE order: what is due, and the reports that its level asks for. */
export function RiskDetails({ id, view, port }: { readonly id: string; readonly view: WallView; readonly port: ReportPort | null }) {
  const { t } = useTranslation()
  const names = useNames()
  const list = useRef<HTMLUListElement>(null)
  useRoving(list)
  const [writing, setWriting] = useState<ReportCode | null>(null)
  const order = view.facts.risks.find((each) => each.id === id)
  if (writing !== null && port !== null) return <ReportForm ticketId={id} code={writing} port={port} onBack={() => setWriting(null)} />
  if (order === undefined) return <p className="nothing">{t('wall.riskGone')}</p>
  const write = (code: string) => setWriting(reportCodes.find((each) => each === code) ?? null)
  return (
    <>
      <dl className="details">
        <div><dt>{t('wall.report.number')}</dt><dd className="number">{order.number}</dd></div>
        <div><dt>{t('wall.report.level')}</dt><dd><SeverityBadge severity={order.severity} label={t(`wall.severity.${order.severity}`)} look="solid" /> {order.isSecret ? t('wall.identityOff') : order.risks.map(names.risk).join(' · ')}</dd></div>
        {order.district !== null && <div><dt>{t('wall.report.place')}</dt><dd>{names.district(order.district)}</dd></div>}
        <div><dt>{t('wall.report.next')}</dt><dd>{order.next === null ? t('wall.nothingNext') : names.step(order.next)} {order.dueAt !== null && <TimeLeft dueAt={order.dueAt} />}</dd></div>
      </dl>
      <ul className="list reports" ref={list} data-list aria-label={t('wall.report.title')}>
        {order.reports.map(({ code, dueAt, signedAt }) => (
          <li key={code} className="row report-row" data-report={code} data-signed={signedAt !== null}>
            <span className="strong">{names.step(code)}</span>
            <span>{signedAt === null ? <TimeLeft dueAt={dueAt} /> : t(signedAt > dueAt ? 'wall.report.signedLate' : 'wall.report.signedAt', { time: formatMinute(signedAt) })}</span>
            {port !== null && <button type="button" className="act" data-item onClick={() => write(code)}>{t(signedAt === null ? 'wall.report.write' : 'wall.report.read')}</button>}
          </li>
        ))}
      </ul>
    </>
  )
}
