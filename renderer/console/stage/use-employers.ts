import { useCallback, useEffect, useState } from 'react'
import { useServices } from '../app/services'

const offered = 8

/** Employers named lately, read once when the stage opens, so that offering them while the agent types asks nobody. */
export function useEmployers(): (text: string) => readonly string[] {
  const { cache } = useServices()
  const [names, setNames] = useState<readonly string[]>([])
  useEffect(() => {
    let current = true
    void cache.recentEmployers('', 800).then((found) => current && setNames(found.map((employer) => employer.name)))
    return () => {
      current = false
    }
  }, [cache])
  return useCallback(
    (text: string) => {
      const wanted = text.trim()
      if (wanted === '') return names.slice(0, offered)
      const begins = names.filter((name) => name.startsWith(wanted))
      const holds = names.filter((name) => !name.startsWith(wanted) && name.includes(wanted))
      return [...begins, ...holds].slice(0, offered)
    },
    [names],
  )
}
