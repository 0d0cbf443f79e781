import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SeverityBadge } from '../ui/severity-badge'
import { CallerMarks } from './caller-marks'
import { useNames } from './names'
import { SeatQueues } from './seat-queues'
import { lateAfter } from './seat-tiles'
import { Elapsed } from './ticker'
import { reasonsOf } from '../../shared/queue/state-reasons'
import type { Result } from '../../shared/lib/result'
import type { SeatStateKind } from '../../shared/queue/seat-state'
import type { QueueChange, Steered, Steering, WallPort, WallProblem } from './wall-port'
import type { WallView } from './wall-view'

type Pressed = Exclude<Steering, QueueChange['kind']> | 'queues'
const ofCall: readonly Pressed[] = ['listen', 'whisper', 'barge', 'take-over']
const ofSeat: readonly Pressed[] = ['pause', 'resume', 'queues', 'sign-out']
/** Asked only of a seat that is in that state. */
const ofState: Partial<Record<SeatStateKind, Pressed>> = { 'wrap-up': 'end-wrap-up', 'red-rest': 'end-rest' }
const ofQueues: readonly Steering[] = ['move', 'add', 'remove']
const pauses = ['busy', 'break', 'meeting', 'training'] as const

/** One seat: who, what, since when, with whom; and what a lead may do there, where that is possible at all. */
export function SeatDetails({ seat, view, port }: { readonly seat: string; readonly view: WallView; readonly port: WallPort }) {
  const { t } = useTranslation()
  const names = useNames()
  const [problem, setProblem] = useState<string | null>(null)
  const [open, setOpen] = useState<'pause' | 'queues' | 'sign-out' | null>(null)
  const answers = port.steered(seat).map((steered) => <Answer key={steered.what} steered={steered} />)
  const found = view.facts.seats.find((each) => each.seat === seat)
  if (found === undefined) return <><p className="nothing">{t('wall.seatGone')}</p>{answers}</>
  const call = view.calls.find((each) => each.seat === seat)
  const late = lateAfter(found.state, view.facts.targets)
  const ending = ofState[found.state]
  const isOffered = (each: Pressed) => (each === 'queues' ? ofQueues.some((kind) => port.steering.has(kind)) : port.steering.has(each))
  const offered = [...(call === undefined ? [] : ofCall), ...(ending === undefined ? [] : [ending]), ...ofSeat].filter(isOffered)
  const { extension } = found
  const settle = (result: Promise<Result<void, WallProblem>>) => {
    setOpen(null)
    void result.then((settled) => setProblem(settled.ok ? null : settled.error.code))
  }
  const press = (what: Pressed) => {
    if (what === 'pause' || what === 'queues' || what === 'sign-out') setOpen(open === what ? null : what)
    else if (extension !== null) settle(port.steer(what, extension))
  }
  return (
    <>
      <dl className="details">
        <div><dt>{t('wall.details.who')}</dt><dd>{found.name}</dd></div>
        {found.isLocked === true && <div data-locked><dt>{t('wall.locked')}</dt><dd>{t('wall.lockedNote')}</dd></div>}
        <div><dt>{t('wall.details.state')}</dt><dd>{t(`wall.states.${found.state}`)}{found.reason === null ? '' : ` · ${names.reason(found.reason)}`} <Elapsed since={found.since} {...(late === null ? {} : { lateAfterMs: late })} /></dd></div>
        {call !== undefined && (
          <div>
            <dt>{t('wall.details.call')}</dt>
            <dd><CallerMarks caller={call.caller} /> {names.queue(call.queue)} <Elapsed since={call.answeredAt} lateAfterMs={view.facts.targets.talkMs} />{call.severity !== null && <> <SeverityBadge severity={call.severity} label={t(`wall.severity.${call.severity}`)} look="tint" /></>}</dd>
          </div>
        )}
        <div><dt>{t('wall.details.queues')}</dt><dd>{[...new Set(view.facts.queue.members.filter((member) => member.extension === extension).map(({ queue }) => names.queue(queue)))].join(t('app.list.items')) || '—'}</dd></div>
      </dl>
      {offered.length > 0 && extension !== null && (
        <div className="steering">
          {offered.map((what) => (
            <button key={what} type="button" className="act" data-steer={what} aria-expanded={what === 'pause' || what === 'queues' || what === 'sign-out' ? open === what : undefined} onClick={() => press(what)}>
              {t(`wall.steer.${what}`)}
            </button>
          ))}
        </div>
      )}
      {answers}
      {open === 'pause' && extension !== null && (
        <div className="pauses" role="group" aria-label={t('wall.steer.pauseWhy')}>
          <p>{t('wall.steer.pauseWhy')}</p>
          {pauses.map((kind) => (
            <div key={kind} className="steering">
              <span>{t(`wall.states.${kind}`)}</span>
              {reasonsOf(kind).map(({ code }) => (
                <button key={code} type="button" className="act" data-reason={code} onClick={() => settle(port.pause(extension, { kind, reason: code }))}>{names.reason(code)}</button>
              ))}
            </div>
          ))}
        </div>
      )}
      {open === 'queues' && extension !== null && <SeatQueues extension={extension} queue={view.facts.queue} offered={port.steering} change={(change) => settle(port.changeQueues(extension, change))} />}
      {open === 'sign-out' && extension !== null && (
        <div className="pauses" role="group" aria-label={t('wall.steer.sign-out')}>
          <p>{t('wall.signOutNote', { name: found.name })}</p>
          <div className="steering"><button type="button" className="act" data-sure="sign-out" onClick={() => settle(port.steer('sign-out', extension))}>{t('wall.signOutSure')}</button></div>
        </div>
      )}
      {problem !== null && <p role="alert" className="nothing">{t(`wall.problems.${problem}`)}</p>}
    </>
  )
}

/** What the console of that seat has said to what was asked of it; that the desk has it is not that it was done. */
function Answer({ steered: { what, at, answer } }: { readonly steered: Steered }) {
  const { t } = useTranslation()
  const asked = t(`wall.steer.${what}`)
  return (
    <p role="status" className="answered" data-answer={answer.kind}>
      {answer.kind === 'waiting' ? <>{t('wall.answer.waiting', { what: asked })} <Elapsed since={at} /></> : `${t(`wall.answer.${answer.kind}`, { what: asked })}${answer.why === null ? '' : t(`wall.whyNot.${answer.why}`)}`}
    </p>
  )
}
