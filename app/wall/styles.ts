// Everything a wall looks like, for the walls people open and for those that hang.
import './frame.css';
import './header.css';
import './controls.css';
import './panel.css';
import './figures.css';
import './overview.css';
import './queue-table.css';
import './attention.css';
import './agent-tile.css';
import './agents.css';
import './queue.css';
import './calls.css';
