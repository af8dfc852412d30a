// Sends everybody to the wall; whoever is not signed in is sent on to sign in by the server's door.
import { redirect } from 'next/navigation';

export default function Home() {
  redirect('/wall');
}
