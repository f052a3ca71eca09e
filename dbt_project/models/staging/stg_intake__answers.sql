{{ stage('answers') }}
