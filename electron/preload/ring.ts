import { exposePage } from './expose-page'

exposePage('ring')
