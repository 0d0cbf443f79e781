import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RecordingsAnswer } from '../../../shared/desk-api/recordings'
import { isSecretTicket } from '../../../shared/tickets/history-item'
import type { Ticket } from '../../../shared/tickets/ticket'
import type { HeardRecordings } from '../app/heard-recordings'
import { useMayOn } from '../app/own-orders'
import { useServices } from '../app/services'
import { useStore } from '../app/use-vanilla-store'
import { AskWhy } from '../features/recordings/ask-why'
import { RecordingPlayer } from '../features/recordings/recording-player'
import { RecordingRow } from '../features/recordings/recording-row'
import classes from '../features/recordings/recordings.module.css'

/**
 * The recordings of an order's calls, for whoever may hear them. Of a secret order the desk is asked whatever is known here: whoever may not
 * know the caller, or might not when it was copied, is told no call of it.
 */
export function OrderRecordings({ ticket }: { readonly ticket: Ticket }) {
  const { recordings, isPractice } = useServices()
  const mayHere = useMayOn(ticket)
  const hasCalls = ticket.calls.some(({ queueCallId }) => queueCallId !== null)
  if (recordings === null || !(hasCalls || isSecretTicket(ticket)) || !mayHere('play-recordings')) return null
  return <Recordings key={ticket.id} ticketId={ticket.id} hasCalls={hasCalls} recordings={recordings} mayLock={mayHere('keep-recordings')} isPractice={isPractice} />
}

interface RecordingsProps {
  readonly ticketId: string
  /** It is known here that there are calls; else nothing is said where the desk has none. */
  readonly hasCalls: boolean
  readonly recordings: HeardRecordings
  readonly mayLock: boolean
  readonly isPractice: boolean
}

type Asked = { readonly kind: 'known'; readonly answer: RecordingsAnswer } | { readonly kind: 'failed' }

function hasNothing(asked: Asked): boolean {
  return asked.kind === 'known' && (asked.answer.mayHear || !asked.answer.isConnected) && asked.answer.recordings.length === 0
}

function Recordings({ ticketId, hasCalls, recordings, mayLock, isPractice }: RecordingsProps) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<Asked | null>(null)
  const [why, setWhy] = useState<string | null>(null)
  const [lock, setLock] = useState<{ readonly id: string; readonly hasFailed: boolean } | null>(null)
  const hearing = useStore(recordings.store)
  const ask = useCallback(() => recordings.ofOrder(ticketId).then((answer): Asked => (answer.ok ? { kind: 'known', answer: answer.value } : { kind: 'failed' })), [recordings, ticketId])
  useEffect(() => {
    let isCurrent = true
    void ask().then((found) => isCurrent && setAsked(found))
    return () => {
      isCurrent = false
      recordings.close()
    }
  }, [ask, recordings])
  const lockIt = async (id: string) => {
    setLock({ id, hasFailed: false })
    const locked = await recordings.lock({ ticketId, id })
    setLock(locked.ok && locked.value !== 'open' ? null : { id, hasFailed: true })
    setAsked(await ask())
  }
  if (asked === null || (!hasCalls && hasNothing(asked))) return null
  const problem = hearing.kind === 'silent' ? hearing.problem : null
  return (
    <section className={classes.recordings} data-testid="order-recordings" aria-label={t('recordings.title')}>
      <h2>{t('recordings.title')}</h2>
      {asked.kind === 'failed' ? <p className={classes.problem}>{t('recordings.unknown')}</p> : !asked.answer.isConnected ? <p className={classes.facts}>{t('recordings.notConnected')}</p> : (
        <>
          {!asked.answer.mayHear && <p className={classes.facts}>{t('recordings.secret')}</p>}
          <ul>
            {asked.answer.recordings.map((recording) => (
              <RecordingRow
                key={recording.id}
                recording={recording}
                listen={asked.answer.mayHear ? () => { recordings.close(); setWhy(recording.id) } : null}
                lock={mayLock ? () => void lockIt(recording.id) : null}
                isPractice={isPractice}
                isLocking={lock?.id === recording.id && !lock.hasFailed}
              />
            ))}
          </ul>
        </>
      )}
      {lock?.hasFailed === true && <p className={classes.problem} role="alert">{t('recordings.problem.not-locked')}</p>}
      {why !== null && <AskWhy isPractice={isPractice} say={(facts) => { setWhy(null); void recordings.hear({ ticketId, id: why }, facts).then(ask).then(setAsked) }} onClose={() => setWhy(null)} />}
      {hearing.kind === 'loading' && <p role="status">{t('recordings.loading')}</p>}
      {hearing.kind === 'open' && <RecordingPlayer seconds={hearing.seconds} at={hearing.at} isPlaying={hearing.isPlaying} toggle={() => recordings.toggle()} goTo={(seconds) => recordings.goTo(seconds)} close={() => recordings.close()} />}
      {why === null && problem !== null && <p className={classes.problem} role="alert">{t(`recordings.problem.${problem}`)}</p>}
    </section>
  )
}
