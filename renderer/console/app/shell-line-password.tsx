import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { LinePasswordDialog } from '../features/line-password/line-password-dialog'
import type { PasswordAttempt } from './line-password'
import { useServices } from './services'
import { usePasswordNeed } from './shell-hooks'
import { useSlice } from './use-vanilla-store'

/** Asks for the password of the line: at a start that has none, and when the PBX does not take the one that was given. */
export function ShellLinePassword({ onClose }: { onClose(): void }) {
  const { t } = useTranslation()
  const { linePassword, seat } = useServices()
  const { account, attempt } = useStore(linePassword.store)
  const registration = useSlice(seat.store, (state) => state.line.registration)
  const need = usePasswordNeed()
  if (account === null) return null
  const { user, serverUrl } = account
  const refusal = need === 'refused' && registration.state === 'refused' && attempt.state === 'none' ? t('linePassword.refused', { user, code: registration.sipCode }) : null
  return (
    <LinePasswordDialog
      note={t('linePassword.note', { user, server: serverUrl })}
      keeping={t(`linePassword.${account.canKeepPassword ? 'kept' : 'notKept'}`)}
      problem={refusal ?? problemOf(attempt, t)}
      isWaiting={attempt.state === 'saving' || attempt.state === 'waiting'}
      give={(password) => void linePassword.give(password)}
      onClose={onClose}
    />
  )
}

function problemOf(attempt: PasswordAttempt, t: TFunction): string | null {
  return attempt.state === 'not-taken' ? t(`settings.sip.problem.${attempt.code}`, { defaultValue: t('settings.notSaved') }) : null
}
