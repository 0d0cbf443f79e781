import { useEffect, useState } from 'react'
import { useServices } from '../app/services'
import { useSoundLevels } from '../app/use-sound-levels'
import type { SoundTrial } from '../features/settings/sound-devices'

/** Trying the devices from the settings: the microphone listens until it is told to stop or the screen is left. */
export function useSoundTrial(): SoundTrial {
  const { sound } = useServices().line
  const [isListening, setListening] = useState(false)
  const [problem, setProblem] = useState<SoundTrial['problem']>(null)
  const levels = useSoundLevels(isListening)
  return {
    levels,
    isListening,
    problem,
    press(part) {
      setProblem(null)
      if (part === 'microphone') return setListening(!isListening)
      void sound.execute({ kind: 'test-output', output: part }).then((result) => !result.ok && setProblem({ part, code: result.error.code }))
    },
  }
}

/** Names of the headsets whose buttons act on calls. */
export function useHeadsets(): readonly string[] {
  const { sound } = useServices().line
  const [names, setNames] = useState<readonly string[]>([])
  useEffect(() => sound.subscribe((news) => news.kind === 'headsets' && setNames(news.names)), [sound])
  return names
}
