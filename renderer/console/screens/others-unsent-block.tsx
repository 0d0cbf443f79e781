import { useEffect, useState } from 'react'
import { useServices } from '../app/services'
import { useStore } from '../app/use-vanilla-store'
import { showToast } from '../app/view-store'
import { OthersUnsent } from '../features/outbox/others-unsent'

/** What other people have left on this PC; not there while they have left nothing. */
export function OthersUnsentBlock() {
  const { lingxi, deskSession, view } = useServices()
  const session = useStore(deskSession)
  const [found, setFound] = useState<{ readonly count: number; readonly oldestAt: number | null } | null>(null)
  const [busy, setBusy] = useState(false)
  const isShared = session !== null
  useEffect(() => {
    if (isShared) void lingxi.othersUnsent().then((answer) => answer.ok && setFound(answer.value))
  }, [lingxi, isShared])
  if (found === null || found.count === 0) return null
  const deliver = async () => {
    setBusy(true)
    const done = await lingxi.deliverOthers()
    const left = await lingxi.othersUnsent()
    if (left.ok) setFound(left.value)
    setBusy(false)
    if (!done.ok) showToast(view, 'warn', done.error.code === 'not-allowed' ? 'outbox.others.notAllowed' : 'outbox.others.notNow')
    else if (done.value.left > 0) showToast(view, 'warn', 'outbox.others.broken', done.value)
    else if (done.value.refused > 0) showToast(view, 'warn', 'outbox.others.some', done.value)
    else showToast(view, 'plain', 'outbox.others.done', done.value)
  }
  return <OthersUnsent {...found} busy={busy} canDeliver={session?.state === 'with-desk'} deliver={() => void deliver()} />
}
