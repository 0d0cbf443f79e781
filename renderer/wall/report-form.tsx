import type { TFunction } from 'i18next'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { assembleReport } from '../../shared/tickets/report/assemble-report'
import { longestReport, type ReportCode } from '../../shared/tickets/report/report-code'
import { shippedTagData } from '../../shared/tickets/tags/tag-data'
import type { SignedReport, Ticket } from '../../shared/tickets/ticket'
import { formatMoment } from '../ui/format-time'
import { isComposing } from '../ui/is-composing'
import { useNames, type Names } from './names'
import { reportText } from './report-text'
import type { ReportPort, WallProblem } from './wall-port'

/** Words of reports that were begun and not signed: closing the dialogue throws nothing away. */
const begun = new Map<string, string>()

type Stage =
  | { readonly kind: 'asking' }
  | { readonly kind: 'failed'; readonly problem: WallProblem }
  | { readonly kind: 'writing'; readonly ticket: Ticket }
  | { readonly kind: 'signing'; readonly ticket: Ticket }
  | { readonly kind: 'signed'; readonly ticket: Ticket; readonly report: SignedReport }

function assembledText(ticket: Ticket, code: ReportCode, names: Names, t: TFunction): string {
  const facts = assembleReport(ticket, code, shippedTagData())
  return facts === null ? '' : reportText(facts, names, t).slice(0, longestReport)
}

/** A report on one order: assembled, completed, signed by whoever sits here, copied and printed. Ctrl+Enter signs. */
export function ReportForm({ ticketId, code, port, onBack }: { readonly ticketId: string; readonly code: ReportCode; readonly port: ReportPort; readonly onBack: () => void }) {
  const { t } = useTranslation()
  const names = useNames()
  const key = `${ticketId} ${code}`
  const [stage, setStage] = useState<Stage>({ kind: 'asking' })
  /** Null: as the order gives it. */
  const [written, setWritten] = useState<string | null>(() => begun.get(key) ?? null)
  const [note, setNote] = useState<string | null>(null)
  const area = useRef<HTMLTextAreaElement>(null)
  const event = useRef({ text: '', id: '' })

  useEffect(() => {
    let isHere = true
    void port.order(ticketId).then((found) => {
      if (!isHere) return
      if (!found.ok) return setStage({ kind: 'failed', problem: found.error })
      const report = found.value.reports?.findLast((each) => each.code === code)
      if (report !== undefined) {
        return setStage({ kind: 'signed', ticket: found.value, report })
      }
      setStage({ kind: 'writing', ticket: found.value })
    })
    return () => {
      isHere = false
    }
  }, [port, ticketId, code])
  const text = stage.kind === 'signed' ? (stage.report.text ?? '') : (written ?? ('ticket' in stage ? assembledText(stage.ticket, code, names, t) : ''))
  const isWriting = stage.kind === 'writing'
  useEffect(() => {
    const element = area.current
    if (!isWriting || element === null) return
    element.focus()
    element.setSelectionRange(element.value.length, element.value.length)
    element.scrollTop = element.scrollHeight
  }, [isWriting])

  function write(next: string): void {
    setWritten(next)
    begun.set(key, next)
  }

  async function sign(): Promise<void> {
    if (stage.kind !== 'writing' || text.trim() === '') return
    // The same words again are the same report, whatever has become of the first try.
    if (event.current.text !== text) event.current = { text, id: port.newId() }
    setStage({ kind: 'signing', ticket: stage.ticket })
    const signed = await port.sign(stage.ticket, { id: event.current.id, code, text })
    if (!signed.ok) {
      setNote(t(`wall.problems.${signed.error.code}`))
      return setStage({ kind: 'writing', ticket: stage.ticket })
    }
    begun.delete(key)
    setNote(t('wall.report.signedNow'))
    const again = await port.order(ticketId)
    const report = again.ok ? again.value.reports?.findLast((each) => each.code === code) : undefined
    if (again.ok && report !== undefined) setStage({ kind: 'signed', ticket: again.value, report })
    else onBack()
  }

  function copy(): void {
    area.current?.select()
    setNote(t(document.execCommand('copy') ? 'wall.report.copied' : 'wall.report.notCopied'))
  }

  function print(): void {
    document.body.dataset['print'] = 'report'
    window.addEventListener('afterprint', () => delete document.body.dataset['print'], { once: true })
    window.print()
  }

  if (stage.kind === 'asking') return <p className="nothing">{t('wall.report.asking')}</p>
  if (stage.kind === 'failed') return <p role="alert" className="nothing">{t(`wall.problems.${stage.problem.code}`)}</p>
  const signature = stage.kind === 'signed' ? t('wall.report.signature', { name: stage.report.by.name, time: formatMoment(stage.report.signedAt) }) : null
  return (
    <form className="report" data-stage={stage.kind} onSubmit={(submitted) => { submitted.preventDefault(); void sign() }}>
      <textarea
        ref={area} className="report-words" aria-label={names.step(code)} rows={22} value={text} maxLength={longestReport} readOnly={stage.kind !== 'writing'}
        onChange={(changed) => write(changed.target.value)}
        onKeyDown={(pressed) => {
          // Arrows belong to the words here, not to the wall.
          if (pressed.key !== 'Escape' && pressed.key !== 'Tab') pressed.stopPropagation()
          if (pressed.key !== 'Enter' || !pressed.ctrlKey || isComposing(pressed.nativeEvent)) return
          pressed.preventDefault()
          void sign()
        }}
      />
      <div className="report-sheet" aria-hidden="true"><h1>{names.step(code)}</h1><pre>{text}</pre><p>{signature ?? t('wall.report.unsigned')}</p></div>
      <div className="steering">
        {stage.kind !== 'signed' && <button type="submit" className="act" data-act="sign" aria-disabled={stage.kind !== 'writing'}>{t('wall.report.sign')} <kbd>Ctrl Enter</kbd></button>}
        <button type="button" className="act" data-act="copy" onClick={copy}>{t('wall.report.copy')}</button>
        <button type="button" className="act" data-act="print" onClick={print}>{t('wall.report.print')}</button>
        <button type="button" className="act" data-act="back" onClick={onBack}>{t('wall.report.back')}</button>
        {signature !== null && <strong className="signature">{signature}</strong>}
      </div>
      <p role="status" className="nothing">{note}</p>
    </form>
  )
}
