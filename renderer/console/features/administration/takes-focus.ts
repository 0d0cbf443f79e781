import { createContext } from 'react'

/** Whether a list that has just come takes the keyboard: not while somebody walks along the tabs above it. */
export const TakesFocus = createContext(true)
