import { useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { SipAccountChange } from '../../../shared/ipc/values'
import { isBetweenCalls } from '../../../shared/queue/agent-state'
import type { Mode, SettingsChange } from '../../../shared/settings/settings'
import { keptForEver } from '../../../shared/tickets/retention'
import { commandList } from '../app/command-list'
import { chordOf } from '../app/keymap'
import { notSavedWords } from '../app/misfit-words'
import { findForSupport } from '../app/find-for-support'
import { useServices } from '../app/services'
import { useCertificateInTheWay, useKeymap, usePrintedKeys } from '../app/shell-hooks'
import { useSlice, useStore } from '../app/use-vanilla-store'
import { showToast } from '../app/view-store'
import { AnswerShortcut } from '../features/settings/answer-shortcut'
import { ChangePassword, type ChangePasswordProps } from '../features/settings/change-password'
import { DutySettings } from '../features/settings/duty-settings'
import { KeyBindings } from '../features/settings/key-bindings'
import { SettingsForm } from '../features/settings/settings-form'
import { SipAccountForm } from '../features/settings/sip-account-form'
import { StateSettings } from '../features/settings/state-settings'
import { SupportBundle } from '../features/settings/support-bundle'
import { SoundDevices } from '../features/settings/sound-devices'
import { LeaveOverlay } from './leave-overlay'
import { BackupSection } from './backup-section'
import { HouseStatesPart } from './house-states-part'
import { SharedDeskSection } from './shared-desk-section'
import { ShiftCheckState } from './shift-check-state'
import { useHeadsets, useSoundTrial } from './use-sound-trial'

/** Settings of this seat. What changes the program's mode waits until nothing is at stake. */
export function SettingsScreen() {
  const { t } = useTranslation()
  const { lingxi, settings, rules, isPractice, seat, view, keeper, commands, start, shift } = useServices()
  const isShared = start.mode === 'desk-shared'
  const values = useStore(settings)
  const houseMonths = useStore(rules, ({ retentionMonths }) => (retentionMonths === keptForEver ? null : retentionMonths))
  const houseTarget = useStore(rules, ({ setBy, answerTargetSeconds }) => (setBy === 'house' ? answerTargetSeconds : null))
  const { isFree } = useSlice(seat.store, (state) => ({ isFree: isBetweenCalls(state.agent) && state.line.calls.every((call) => call.state === 'ended') }))
  const change = async (update: SettingsChange) => {
    const result = await lingxi.changeSettings(update)
    if (!result.ok) return showToast(view, 'warn', 'settings.notSaved')
    settings.setState(result.value, true)
  }
  /** The page goes: what was typed last has to be on the disk before. */
  const leavePage = async (go: () => Promise<{ readonly ok: boolean }>) => {
    await Promise.all(keeper.all().map(({ draft }) => keeper.flush(draft.id)))
    const unsaved = keeper.all().find(({ problem }) => problem !== null)
    if (unsaved !== undefined) {
      const { key, values: words } = notSavedWords(unsaved, t)
      return showToast(view, 'warn', key, words)
    }
    const result = await go()
    if (!result.ok) showToast(view, 'warn', 'settings.finishFirst')
  }
  const go = (mode: Mode) => void leavePage(() => lingxi.chooseMode({ mode }))
  const realMode = values.sharedDesk.origin === '' ? 'desk-here' : 'desk-shared'
  const signOut = () => void leavePage(() => lingxi.signOut())
  return (
    <>
      <LeaveOverlay leave={signOut} />
      <SettingsForm
        houseTarget={houseTarget} houseMonths={houseMonths}
        settings={values} isPractice={isPractice} modeNote={isPractice ? 'modePractice' : isShared ? 'modeShared' : 'modeDesk'} canSwitchMode={isFree}
        change={(update) => void change(update)}
        switchMode={() => go(isPractice ? realMode : 'practice')}
        connectDesk={isPractice || isShared ? null : () => go('desk-shared')}
        desk={isShared ? <SharedDeskSection /> : null}
        signOut={() => (shift.unfinished().length > 0 ? view.setState({ overlay: 'leave-shift' }) : signOut())}
        lock={() => commands.lock.perform()}
        states={houseTarget === null ? <StateSettings settings={values} change={(update) => void change(update)} /> : <HouseStatesPart />}
        duty={<DutySettings contacts={values.dutyList} change={(dutyList) => void change({ dutyList: [...dutyList] })} />}
        sound={<SoundSection change={(update) => void change(update)} />}
        password={isPractice ? null : <PasswordSection />}
        support={<SupportSection />}
        backup={isPractice || isShared ? null : <BackupSection />}
        line={isPractice ? null : <SipAccountSection />}
        keys={<KeyBindingsSection change={(update) => void change(update)} />}
      />
    </>
  )
}

function SoundSection({ change }: { change(update: SettingsChange): void }) {
  const { line, settings } = useServices()
  const { ring, audio, globalAnswerShortcut } = useSlice(settings, (all) => ({ ring: all.ring, audio: all.audio, globalAnswerShortcut: all.globalAnswerShortcut }))
  const devices = useSyncExternalStore(line.devices.subscribe, line.devices.current)
  return (
    <>
      <SoundDevices settings={{ ring, audio }} devices={devices} trial={useSoundTrial()} headsets={useHeadsets()} check={<ShiftCheckState />} change={change} />
      <AnswerShortcut shortcut={globalAnswerShortcut} set={(shortcut) => change({ globalAnswerShortcut: shortcut })} />
    </>
  )
}

function PasswordSection() {
  const { lingxi, view } = useServices()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ChangePasswordProps['problem']>(null)
  /** A new form, empty, behind every change. */
  const [changes, setChanges] = useState(0)
  const change = async (current: string, next: string) => {
    setBusy(true)
    setProblem(null)
    const result = await lingxi.changePassword({ current, next })
    setBusy(false)
    if (!result.ok) {
      const { error } = result
      return setProblem({ code: error.code, ...('retryAfterMs' in error ? { seconds: Math.ceil(error.retryAfterMs / 1000) } : {}) })
    }
    setChanges((before) => before + 1)
    showToast(view, 'plain', 'settings.password.saved')
  }
  return <ChangePassword key={changes} busy={busy} problem={problem} change={(current, next) => void change(current, next)} />
}

function SupportSection() {
  const services = useServices()
  const { lingxi, view } = services
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    const result = await lingxi.saveDiagnostics(await findForSupport(services))
    setBusy(false)
    if (!result.ok) showToast(view, 'warn', 'settings.support.notSaved')
    else if (result.value.saved) showToast(view, 'plain', 'settings.support.saved')
  }
  return <SupportBundle busy={busy} save={() => void save()} />
}

function SipAccountSection() {
  const { linePassword, view } = useServices()
  const refused = useCertificateInTheWay()
  const account = useStore(linePassword.store, (known) => known.account)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const save = async (change: SipAccountChange) => {
    setBusy(true)
    setProblem(null)
    const result = await linePassword.change(change)
    setBusy(false)
    if (!result.ok) return setProblem(result.error.code)
    showToast(view, 'plain', 'settings.sip.saved')
  }
  return account === null ? null : <SipAccountForm key={JSON.stringify(account)} account={account} busy={busy} problem={problem} refused={refused} save={(change) => void save(change)} />
}

function KeyBindingsSection({ change }: { change(update: SettingsChange): void }) {
  const { t } = useTranslation()
  const { settings } = useServices()
  const overrides = useStore(settings, (state) => state.keymap)
  const keymap = useKeymap()
  const printed = usePrintedKeys()
  const twice = new Set(keymap.conflicts.flatMap((conflict) => conflict.commands as readonly string[]))
  const bind = (id: string, chord: string | null) => {
    const { [id]: _, ...others } = overrides
    change({ keymap: chord === null ? others : { ...others, [id]: chord } })
  }
  return (
    <KeyBindings
      bindings={commandList.map(({ id }) => ({ id, label: t(`commands.${id}`), keys: printed(id), isOwn: overrides[id] !== undefined, hasConflict: twice.has(id) }))}
      chordOf={chordOf}
      bind={bind}
    />
  )
}
