import type { DeskCallError } from './desk-http'

/** Why a desk has not done what was asked, in the words of a screen: no role allows it, it is not to be reached now, it will not. */
export type DeskRefusal = 'forbidden' | 'away' | 'refused'

export function refusalOf(error: DeskCallError): DeskRefusal {
  if (error.code !== 'desk-error') return 'away'
  switch (error.error.code) {
    case 'forbidden':
      return 'forbidden'
    case 'unauthorized':
    case 'not-ready':
    case 'internal':
      return 'away'
    default:
      return 'refused'
  }
}
