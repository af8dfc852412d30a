// Whether this wall hangs where nobody sits: then it has no controls and takes no keys.
import { createContext } from 'react';

export const Kiosk = createContext(false);
