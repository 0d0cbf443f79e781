import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { Dialog } from '../../ui/dialog'
import { DeskSignInDialog } from '../features/sign-in/desk-sign-in-dialog'
import { useDeskEntrance } from './desk-entrance'
import { DeskQuestion } from './desk-gate'
import { entranceWords } from './desk-words'
import { useServices } from './services'
import { showToast } from './view-store'

/** Signs in at the desk again over whatever is being done. */
export function ShellDeskSignIn({ onClose }: { onClose(): void }) {
  const { t } = useTranslation()
  const { lingxi, deskSession, clock, view } = useServices()
  const login = useStore(deskSession, (session) => session?.login ?? '')
  const entrance = useDeskEntrance(lingxi, () => {
    onClose()
    showToast(view, 'plain', 'deskSignIn.again.done')
  })
  if (entrance.step.kind !== 'sign-in') {
    return <Dialog onClose={onClose} withCloseButton={false} size={480}><DeskQuestion entrance={entrance} place="dialog" /></Dialog>
  }
  return (
    <DeskSignInDialog
      login={login}
      busy={entrance.busy}
      problems={entrance.failure === null ? [] : entranceWords(entrance.failure, t, clock.now())}
      signIn={(password) => entrance.signIn(null, password)}
      onClose={onClose}
    />
  )
}
