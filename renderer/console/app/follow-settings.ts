import { useMantineColorScheme } from '@mantine/core'
import i18next from 'i18next'
import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import type { Locale } from '../../../shared/settings/settings'
import { createCatalogue, type Catalogue } from './catalogue'
import type { Services } from './services'

/** The catalogue with the words of a language. */
export function catalogueIn(locale: Locale): Catalogue {
  return createCatalogue(locale, (carrier) => i18next.t(`callerCard.carrier.${carrier}`))
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
  return useMemo(() => (services.catalogue.locale === locale ? services : { ...services, catalogue: catalogueIn(locale) }), [services, locale])
}
