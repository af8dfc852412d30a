// As palavras da privacidade: quem vê números, e o que se esquece.
export const privacy = {
  title: 'Privacidade',
  numbers: {
    title: 'Números inteiros',
    choice: { whole: 'Conforme o papel e o alcance de cada conta', own_queues: 'Só das próprias filas' },
    text: {
      whole: 'Supervisores e gestores veem inteiros os números de todas as chamadas a que chegam.',
      own_queues:
        'Os números de chamadas de outras filas ficam ocultos. Quem precisa de um pede-o na chamada, e fica registado.',
    },
    changed: 'Guardado. Vale para todos desde já.',
  },
  erase: {
    title: 'Um número',
    text: 'Procura um número em tudo o que está guardado, escrito de qualquer maneira, e apaga-o. As chamadas e as contagens ficam; o número não.',
    number: 'Número',
    numberHint: 'Por exemplo +351 912 345 678. Sem indicativo, lê-se como número deste país.',
    find: 'Procurar',
    finding: 'A procurar…',
    foundTitle: 'O que há de {number}',
    none: 'Não há nada guardado com o número {number}.',
    place: 'Onde',
    count: 'Quantas',
    oldest: 'A mais antiga',
    newest: 'A mais recente',
    places: {
      board: 'Quadro e memória',
      checkpoints: 'Estados guardados do quadro',
      log: 'Eventos e respostas da central',
      dead_letters: 'Eventos por ler',
      calls: 'Chamadas terminadas',
      orders: 'Ordens dadas',
      records: 'Registos de chamadas',
      answers: 'Respostas guardadas',
    },
    blocked: {
      number_in_use: 'Há uma chamada com este número no quadro. Pode apagá-lo um minuto depois de ela terminar.',
      own_number:
        'Este número é da casa: está nas definições dos agentes, das filas ou da marcação. Tire-o de lá primeiro.',
    },
    confirm: 'Últimos quatro algarismos',
    confirmHint: 'Escreva-os para confirmar. Não há volta atrás.',
    confirmNeeded: 'Escreva os últimos quatro algarismos do número.',
    erase: 'Apagar este número',
    running: 'A apagar {number}: {seen} de {total} linhas vistas…',
    done: 'O número {number} foi apagado: {changed, plural, =0 {nada teve de mudar} one {# linha mudada} many {# de linhas mudadas} other {# linhas mudadas}}.',
    failed: 'O número {number} não foi apagado em todo o lado. Procure-o e apague-o outra vez.',
    file: {
      clean: 'O ficheiro da base de dados já não o contém.',
      rewritten: 'O ficheiro da base de dados foi escrito de novo e já não o contém.',
      left: 'O ficheiro da base de dados foi escrito de novo e ainda contém estes algarismos: dentro de um número mais longo, ou num nome ou numa nota. Procure-os aí.',
      failed:
        'As linhas mudaram, mas o ficheiro da base de dados não pôde ser escrito de novo. Veja o disco e apague outra vez.',
      server: 'Os ficheiros do servidor de base de dados são de quem o gere.',
    },
    copies: 'Cópias de segurança e exportações feitas antes ainda o contêm.',
  },
  retention: {
    title: 'Quanto tempo se guarda',
    text: 'Em dias. O que passa do prazo é esquecido de noite.',
    kinds: {
      log: 'Eventos e respostas da central',
      calls: 'Chamadas terminadas',
      deadLetters: 'Eventos por ler',
      orders: 'Ordens dadas, e as chaves dos números no registo',
      records: 'Registos de chamadas',
    },
    bounds: 'De {least} a {most} dias',
    bad: 'Um número inteiro de {least} a {most}.',
    badLetters: 'Não pode ser menos do que os eventos.',
    lastRun:
      'Última vez: {at}. Removidos: {log} eventos, {calls} chamadas, {deadLetters} por ler, {orders} ordens, {records} registos, {answers} respostas, {numberKeys} chaves.',
    neverRan: 'Ainda não correu nenhuma noite.',
    name: 'prazos',
  },
};
