{{ stage('cities') }}
