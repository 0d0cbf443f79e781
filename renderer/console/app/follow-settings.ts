import { useMantineColorScheme } from '@mantine/core'
import i18next from 'i18next'
import { useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { bookInUse, type BookInUse } from '../../../shared/desk-book/book-in-use'
import type { Locale } from '../../../shared/settings/settings'
import { createCatalogue, type Catalogue } from './catalogue'
import type { Services } from './services'

/** The catalogue with the words of a language; without a book, of the lists as shipped. */
export function catalogueIn(locale: Locale, book = bookInUse([])): Catalogue {
  const carrier = (code: string) => i18next.t(`callerCard.carrier.${code}`)
  return createCatalogue(locale, { carrier, queue: (code) => queueIn(locale, book, code) }, book)
}

/** As the hotline's book calls a queue, else as the program does, else by its name at the PBX. */
export function queueIn(locale: Locale, { queues }: Pick<BookInUse, 'queues'>, code: string): string {
  return queues.get(code)?.[locale === 'en' ? 'en' : 'zh'] ?? i18next.t(`ringStage.queueNames.${code}`, { defaultValue: code })
}

/** Language and theme follow the settings, whoever changes them; what is on the screen stays where it is. */
export function useSettingsFollowed(services: Services): Services {
  const { locale, theme } = useStore(services.settings)
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true })
  useEffect(() => setColorScheme(theme === 'system' ? 'auto' : theme), [theme, setColorScheme])
  useEffect(() => {
    document.documentElement.lang = locale
    if (i18next.language !== locale) void i18next.changeLanguage(locale)
  }, [locale])
  const book = useQuietBook(services)
  return useMemo(
    () => (services.catalogue.locale === locale && services.catalogue.book === book ? services : { ...services, catalogue: catalogueIn(locale, book) }),
    [services, locale, book],
  )
}

/** The desk's lists, held as they are while a draft is on the stage: nothing that an agent works on changes under the hands. */
function useQuietBook({ book, seat }: Pick<Services, 'book' | 'seat'>): BookInUse {
  const newest = useStore(book)
  const isHeld = useStore(seat.store, ({ draftOnStage }) => draftOnStage !== null)
  const [shown, setShown] = useState(newest)
  if (!isHeld && shown !== newest) setShown(newest)
  return shown
}
