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
};
