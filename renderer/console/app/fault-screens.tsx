import { useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { errorFacts } from '../../../shared/lib/error-facts'
import { liveCall, ringingCall } from '../seat/seat-store'
import { reportLine } from './commands'
import { FaultBoundary, type Fault } from './fault-boundary'
import type { Faults } from './faults'
import { saveAll } from './save-all'
import { useServices } from './services'
import { useKeymap } from './shell-hooks'
import { useCommandKeys } from './use-command-keys'
import { useSlice } from './use-vanilla-store'
import classes from './fault-screens.module.css'

type PartName = 'context' | 'main' | 'right' | 'ring'

/** A part of the shell that may fail by itself: the call bar and the keys of the call go on beside it. */
export function SafePart({ name, children }: { readonly name: PartName; readonly children: ReactNode }) {
  const { faults } = useServices()
  const shows = useShown()
  return (
    <FaultBoundary shows={`${name} ${shows}`} report={(thrown) => faults.report(`console-${name}-not-drawn`, thrown)} renderFault={(fault) => <PartLost fault={fault} isLine={name === 'context'} />}>
      {children}
    </FaultBoundary>
  )
}

/** What stands on the screen: a part that cannot be drawn is tried again when this is something else. */
function useShown(): string {
  const { view, seat } = useServices()
  const { place, rightTab } = useSlice(view, (state) => ({ place: state.place, rightTab: state.rightTab }))
  const { draft } = useSlice(seat.store, (state) => ({ draft: state.draftOnStage }))
  return [place, rightTab, draft].join(' ')
}

function PartLost({ fault, isLine }: { readonly fault: Fault; readonly isLine: boolean }) {
  const { t } = useTranslation()
  const { keeper, faults } = useServices()
  const { times, thrown } = fault
  useEffect(() => {
    // Drawn once more by hand and failed again: that does not help.
    void saveAll(keeper).then((isSaved) => isSaved && times > 1 && faults.reloadOnce())
  }, [keeper, faults, times])
  return (
    <section className={isLine ? classes.line : classes.part} role="alert" data-testid="part-lost">
      <b>{t('fault.part.title', { name: errorFacts(thrown).name })}</b>
      {!isLine && <p>{t('fault.part.note')}</p>}
      <div className={classes.ways}>
        <button type="button" onClick={fault.again}>{t('fault.part.again')}</button>
        {!isLine && <button type="button" onClick={() => reloadWhenSaved(() => saveAll(keeper), faults)}>{t('fault.reload')}</button>}
      </div>
    </section>
  )
}

/** The whole screen of a signed-in seat, or what is left of it: the call can be taken and ended, and the words are saved. */
export function SafeSeat({ children }: { readonly children: ReactNode }) {
  const { faults, keeper } = useServices()
  return (
    <FaultBoundary
      report={(thrown) => faults.report('console-not-drawn', thrown)}
      renderFault={({ thrown }) => <PageLost thrown={thrown} faults={faults} save={() => saveAll(keeper)}><CallWays /></PageLost>}
    >
      {children}
    </FaultBoundary>
  )
}

/** Everything of the page that comes before and around the seat. */
export function SafePage({ faults, children }: { readonly faults: Faults; readonly children: ReactNode }) {
  return (
    <FaultBoundary report={(thrown) => faults.report('console-page-not-drawn', thrown)} renderFault={({ thrown }) => <PageLost thrown={thrown} faults={faults} />}>
      {children}
    </FaultBoundary>
  )
}

/** Asked for by a person: a disk that does not answer must not make the button dead. */
function reloadWhenSaved(save: () => Promise<boolean>, faults: Faults): void {
  const patience = new Promise((resolve) => setTimeout(resolve, 3_000))
  void Promise.race([save(), patience]).finally(faults.reload)
}

const nothingToSave = () => Promise.resolve(true)

/** Says what happened and loads the page anew, by itself once; with words that are not on the disk only when asked. */
export function PageLost({ thrown, faults, save = nothingToSave, children }: { readonly thrown: unknown; readonly faults: Faults; save?(): Promise<boolean>; readonly children?: ReactNode }) {
  const { t } = useTranslation()
  const [outlook, setOutlook] = useState<'trying' | 'stays' | 'unsaved'>('trying')
  useEffect(() => {
    let current = true
    // Fields that have just gone away have handed over their last words by now: effects end before others begin.
    void save().then((isSaved) => {
      if (current) setOutlook(!isSaved ? 'unsaved' : faults.reloadOnce() ? 'trying' : 'stays')
    })
    return () => {
      current = false
    }
    // Once for each fault, whatever is drawn meanwhile.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [thrown])
  return (
    <main className={classes.page} role="alert" data-testid="page-lost" data-outlook={outlook}>
      <h1>{t('fault.page.title')}</h1>
      <p>{t(`fault.page.${outlook}`, { name: errorFacts(thrown).name })}</p>
      <div className={classes.ways}>
        {children}
        <button type="button" data-testid="reload" onClick={() => reloadWhenSaved(save, faults)}>{t('fault.reload')}</button>
      </div>
    </main>
  )
}

/** A database that was locked, or a disk that was full, may be well again: nobody has to restart the program to see. */
export function NotOpened({ reason, again }: { readonly reason: string; again(): void }) {
  const { t } = useTranslation()
  return (
    <main className={classes.page} role="alert">
      <h1>{t('app.openFailedTitle')}</h1>
      <p>{t(`app.openFailedBy.${reason}`, { reason, defaultValue: t('app.openFailed', { reason }) })}</p>
      <div className={classes.ways}>
        <button type="button" autoFocus onClick={again}>{t('app.common.retry')}</button>
      </div>
    </main>
  )
}

/** What a call cannot wait for while the screen is away; the keys act too. */
function CallWays() {
  const { t } = useTranslation()
  const { seat, view, commands } = useServices()
  const { isRinging, isLive } = useSlice(seat.store, ({ line }) => ({ isRinging: ringingCall(line) !== null, isLive: liveCall(line) !== null }))
  useCommandKeys(useKeymap(), commands, view)
  if (isRinging) {
    return (
      <>
        <button type="button" data-command="answer" onClick={() => commands.answer.perform()}>{t('seat.action.answer')}</button>
        <button type="button" data-command="hang-up" onClick={() => reportLine(view, seat.decline('other'))}>{t('seat.action.decline')}</button>
      </>
    )
  }
  return isLive ? <button type="button" data-command="hang-up" onClick={() => commands['hang-up'].perform()}>{t('seat.action.hangUp')}</button> : null
}
