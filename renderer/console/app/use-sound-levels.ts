import { useEffect, useState } from 'react'
import { levelLeaseMs, noLevels } from '../../../shared/calls/sound-control'
import type { SoundLevels } from '../../../shared/calls/sound-control'
import { useServices } from './services'

/** Levels as the phone measures them; the microphone is opened for them only while `isWanted`. */
export function useSoundLevels(isWanted: boolean): SoundLevels {
  const { sound } = useServices().line
  const [levels, setLevels] = useState(noLevels)
  useEffect(() => sound.subscribe((news) => news.kind === 'levels' && setLevels(news.levels)), [sound])
  useEffect(() => {
    if (!isWanted) return undefined
    const ask = () => void sound.execute({ kind: 'watch-levels', on: true })
    ask()
    const timer = setInterval(ask, levelLeaseMs / 2)
    return () => {
      clearInterval(timer)
      void sound.execute({ kind: 'watch-levels', on: false })
    }
  }, [sound, isWanted])
  return levels
}
