import { useEffect } from 'react'
import { useServices } from '../app/services'
import { useStore } from '../app/use-vanilla-store'
import { SetAsideNote } from '../features/outbox/set-aside-note'

/** What could not be read, in the outbox; not there while all of it can be. */
export function SetAsideBlock() {
  const { setAside, view } = useServices()
  const count = useStore(setAside.store, ({ records }) => records.length)
  useEffect(() => void setAside.refresh(), [setAside])
  return count === 0 ? null : <SetAsideNote count={count} open={() => view.setState({ overlay: 'set-aside' })} />
}
